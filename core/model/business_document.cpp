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

struct NumberOf {
    template <class Document>
    std::string_view operator()(const Document& document) const {
        return document.number;
    }
    std::string_view operator()(const Acknowledgement&) const { return {}; }
};

struct IssuedOf {
    template <class Document>
    std::optional<Day> operator()(const Document& document) const {
        return document.issued;
    }
    std::optional<Day> operator()(const Acknowledgement&) const { return {}; }
};

}  // namespace

std::string_view typeName(const BusinessDocument& document) {
    return typeOf(document).name;
}

std::string_view businessKey(const BusinessDocument& document) {
    return std::visit(KeyOf{}, document);
}

std::string_view numberOf(const BusinessDocument& document) {
    return std::visit(NumberOf{}, document);
}

std::optional<Day> issuedOf(const BusinessDocument& document) {
    return std::visit(IssuedOf{}, document);
}

}  // namespace entrepot::model
