#include "tests/support/sample_orders.h"

#include "core/base/check.h"

namespace entrepot::test {
namespace {

std::string padded(std::string text, std::size_t width) {
    text.resize(width, ' ');
    return text;
}

std::string zeroPadded(const std::string& number, std::size_t width) {
    return std::string(width - std::min(width, number.size()), '0') + number;
}

std::string dashed(const std::string& day) {
    return day.size() == 8 ? day.substr(0, 4) + "-" + day.substr(4, 2) + "-" + day.substr(6) : day;
}

std::string element(const std::string& name, const std::string& text) {
    return "<" + name + ">" + text + "</" + name + ">";
}

std::string endpoint(const std::string& id) {
    return "<cac:Party><cbc:EndpointID schemeID=\"0088\">" + id + "</cbc:EndpointID></cac:Party>";
}

}  // namespace

std::string x12Order(const SampleOrder& order) {
    const std::string day = formatDayCompact(order.issued);
    const std::string control = zeroPadded(order.control, 9);
    std::string text = "ISA*00*          *00*          *ZZ*" + padded(order.sender, 15) + "*ZZ*" +
                       padded(order.receiver, 15) + "*" + day.substr(2) + "*0800*U*00401*" +
                       control + "*0*P*>~\n";
    text += "GS*PO*" + order.sender + "*" + order.receiver + "*" + day + "*0800*" + order.control +
            "*X*004010~\n";
    text += "ST*850*0001~\nBEG*00*SA*" + order.number + "**" + day + "~\n";
    text += "DTM*002*" + order.wanted + "~\n";
    int number = 0;
    for (const SampleLine& line : order.lines)
        text += "PO1*" + std::to_string(++number) + "*" + line.quantity + "*" + line.unit +
                "***VP*" + line.item + "~\n";
    text += "CTT*" + std::to_string(number) + "~\n";
    text += "SE*" + std::to_string(number + 5) + "*0001~\n";
    return text + "GE*1*" + order.control + "~\nIEA*1*" + control + "~\n";
}

std::string edifactOrder(const SampleOrder& order) {
    const std::string day = formatDayCompact(order.issued);
    std::string text = "UNA:+.? '\nUNB+UNOC:3+" + order.sender + ":14+" + order.receiver + ":14+" +
                       day.substr(2) + ":0800+" + order.control + "'\n";
    text += "UNH+1+ORDERS:D:96A:UN:EAN008'\nBGM+220+" + order.number + "+9'\n";
    text += "DTM+137:" + day + ":102'\nDTM+2:" + order.wanted + ":102'\n";
    text += "NAD+BY+" + order.sender + "::9'\nNAD+SU+" + order.receiver + "::9'\n";
    int number = 0;
    for (const SampleLine& line : order.lines)
        text += "LIN+" + std::to_string(++number) + "'\nPIA+5+" + line.item +
                ":SA'\nQTY+21:" + line.quantity + ":" + line.unit + "'\n";
    text += "UNS+S'\nCNT+2:" + std::to_string(number) + "'\n";
    text += "UNT+" + std::to_string(9 + 3 * number) + "+1'\n";
    return text + "UNZ+1+" + order.control + "'\n";
}

std::string ublOrder(const SampleOrder& order) {
    std::string text =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<Order xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Order-2\" "
        "xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\" "
        "xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\">\n";
    text += element("cbc:ID", order.number) + "\n";
    text += element("cbc:IssueDate", formatDay(order.issued)) + "\n";
    text += element("cac:BuyerCustomerParty", endpoint(order.sender)) + "\n";
    text += element("cac:SellerSupplierParty", endpoint(order.receiver)) + "\n";
    text += element("cac:Delivery", element("cac:RequestedDeliveryPeriod",
                                            element("cbc:EndDate", dashed(order.wanted)))) +
            "\n";
    int number = 0;
    for (const SampleLine& line : order.lines) {
        const std::string item = element(
            "cac:Item", element("cac:SellersItemIdentification", element("cbc:ID", line.item)));
        text +=
            element("cac:OrderLine",
                    element("cac:LineItem", element("cbc:ID", std::to_string(++number)) +
                                                "<cbc:Quantity unitCode=\"" + line.unit + "\">" +
                                                line.quantity + "</cbc:Quantity>" + item)) +
            "\n";
    }
    return text + "</Order>\n";
}

std::string csvOrder(const SampleOrder& order) {
    std::string text = "order_number,issued,wanted,line_number,seller_item,quantity,unit\n";
    int number = 0;
    for (const SampleLine& line : order.lines)
        text += order.number + "," + formatDay(order.issued) + "," + dashed(order.wanted) + "," +
                std::to_string(++number) + "," + line.item + "," + line.quantity + "," + line.unit +
                "\n";
    return text;
}

std::string with(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    check(at != std::string::npos, "the sample holds what the test replaces");
    return text.replace(at, from.size(), to);
}

}  // namespace entrepot::test
