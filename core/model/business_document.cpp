#include "core/model/business_document.h"

namespace entrepot::model {
namespace {

struct NameOf {
    std::string_view operator()(const Order&) const { return "Order"; }
    std::string_view operator()(const OrderResponse&) const { return "OrderResponse"; }
    std::string_view operator()(const Acknowledgement&) const { return "Acknowledgement"; }
};

struct KeyOf {
    std::string_view operator()(const Order& order) const { return order.number; }
    std::string_view operator()(const OrderResponse& response) const {
        return response.order_number;
    }
    std::string_view operator()(const Acknowledgement& ack) const {
        return ack.group_control.empty() ? ack.interchange_control : ack.group_control;
    }
};

}  // namespace

std::string_view typeName(const BusinessDocument& document) {
    return std::visit(NameOf{}, document);
}

std::string_view businessKey(const BusinessDocument& document) {
    return std::visit(KeyOf{}, document);
}

}  // namespace entrepot::model
