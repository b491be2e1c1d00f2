#include "core/model/business_document.h"

#include "core/model/schema.h"

namespace entrepot::model {
namespace {

struct KeyOf {
    template <class Document>
    std::string_view operator()(const Document& document) const {
        return document.number;
    }
    std::string_view operator()(const OrderResponse& response) const {
        return response.order_number;
    }
    std::string_view operator()(const OrderChange& change) const { return change.order_number; }
    std::string_view operator()(const Acknowledgement& ack) const {
        return ack.group_control.empty() ? ack.interchange_control : ack.group_control;
    }
};

}  // namespace

std::string_view typeName(const BusinessDocument& document) {
    return typeOf(document).name;
}

std::string_view businessKey(const BusinessDocument& document) {
    return std::visit(KeyOf{}, document);
}

}  // namespace entrepot::model
