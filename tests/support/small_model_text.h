// ports::ModelText for a few fields of orders; the real one needs the whole mapping layer.
#pragma once
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <string>

#include "core/ports/translator.h"

namespace entrepot::testing {

class SmallModelText : public ports::ModelText {
public:
    std::string write(const model::BusinessDocument& document) const override {
        boost::json::object object{{"type", model::typeName(document)},
                                   {"key", model::businessKey(document)}};
        if (const auto* response = std::get_if<model::OrderResponse>(&document)) {
            boost::json::array lines;
            for (const model::ResponseLine& line : response->lines)
                lines.push_back({{"number", line.number},
                                 {"unmet", line.unmet.text()},
                                 {"deliveries", line.deliveries.size()},
                                 {"reason_text", line.reason_text}});
            object["lines"] = std::move(lines);
        }
        return boost::json::serialize(object);
    }

    Result<model::BusinessDocument> read(std::string_view type_name,
                                         std::string_view text) const override {
        if (type_name != "Order") return fail(FailureKind::invalid, "only orders here");
        const auto object = boost::json::parse(text).get_object();
        model::Order order;
        if (const auto* number = object.if_contains("number"))
            order.number = std::string(number->as_string());
        if (const auto* lines = object.if_contains("lines"))
            for (const boost::json::value& line : lines->as_array())
                order.lines.push_back(read(line));
        return order;
    }

private:
    static model::OrderLine read(const boost::json::value& line) {
        model::OrderLine read;
        read.number = std::string(line.at("number").as_string());
        read.ids = {{"seller", std::string(line.at("item").as_string())}};
        read.quantity = Quantity::parse(line.at("quantity").as_string()).value_or(Quantity());
        return read;
    }
};

}  // namespace entrepot::testing
