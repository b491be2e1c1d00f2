#include "adapters/erp/erp_profile.h"

#include <charconv>

#include "mapping/xml/element.h"

namespace entrepot::erp {
namespace {

using mapping::xml::Element;

template <class Number>
void readNumber(const Element& element, std::string_view attribute, Number& number) {
    const std::string* text = element.attribute(attribute);
    if (text != nullptr) std::from_chars(text->data(), text->data() + text->size(), number);
}

odbc::Product productOf(std::string_view name) {
    if (name == "sqlite") return odbc::Product::sqlite;
    return name == "postgresql" ? odbc::Product::postgresql : odbc::Product::other;
}

std::string textOf(const Element* element) {
    return element == nullptr ? std::string() : element->text;
}

void readQueries(const Element& root, ErpProfile& profile) {
    for (const Element& element : root.children) {
        if (element.name != "query") continue;
        ErpQuery& query = profile.queries[element.attributeOr("name", "")];
        query.sql = element.text;
        readNumber(element, "quantity-scale", query.quantity_scale);
    }
}

void readStatements(const Element& root, ErpProfile& profile) {
    for (const Element& element : root.children) {
        if (element.name == "before-reading") profile.before_reading.push_back(element.text);
        if (element.name == "write-order") {
            profile.order_exists = NamedStatement(textOf(element.child("exists")));
            profile.order_header = NamedStatement(textOf(element.child("header")));
            profile.order_line = NamedStatement(textOf(element.child("line")));
        }
        if (element.name == "cancel-order")
            for (const Element& statement : element.children)
                profile.cancel.emplace_back(statement.text);
    }
}

}  // namespace

Result<ErpProfile> loadErpProfile(const std::filesystem::path& file,
                                  const std::filesystem::path& schema) {
    const auto root = mapping::xml::loadFile(file, {.schema = schema});
    if (!root) return fail(root.error());
    ErpProfile profile;
    profile.name = root->attributeOr("name", "");
    profile.product = productOf(root->attributeOr("product", "other"));
    if (const Element* limits = root->child("limits")) {
        readNumber(*limits, "rows-max", profile.rows_max);
        readNumber(*limits, "seconds-max", profile.seconds_max);
    }
    readQueries(*root, profile);
    readStatements(*root, profile);
    return profile;
}

}  // namespace entrepot::erp
