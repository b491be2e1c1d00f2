// Business checks as data: schemas/checks.xml, partners/<key>/overrides/checks.xml.
//
//   <checks>
//     <dates id="..." document="Order" field="lines.wanted" not-before="issued" days="30"
//            finding="date-in-past"/>
//     <sum id="..." document="Invoice" total="total" of="net_total + tax_total | taxes.amount"
//          tolerance="0.02" each="0.005"/>
//     <digits id="..." name="GTIN" type="ItemIdentifier" when="scheme=gtin" field="value"
//             lengths="8 12 13 14"/>
//   </checks>
//
// A partner's rows replace those of the same id; <remove id="..."/> takes one away. The language is
// in schemas/README.md. Immutable once loaded.
#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/decimal.h"
#include "core/base/result.h"
#include "mapping/check/model_path.h"

namespace entrepot::mapping {

struct DateRule {
    ModelPath field;
    ModelPath limit;  // of the document, not in a list
    bool not_before = true;
    std::int64_t days = 0;  // by which it may pass the limit
    std::string finding;
};

// "lines.quantity*price/price_quantity": the first is a path, the others stand beside its field.
struct Product {
    ModelPath first;
    std::vector<const model::FieldInfo*> factors;
    const model::FieldInfo* divisor = nullptr;  // absent in the document = 1
};

struct Term {
    bool negative = false;
    std::vector<Product> choices;  // the first that is known counts
};

struct SumRule {
    std::optional<ModelPath> in;          // a list: the rule holds for each element
    ModelPath total;                      // from the document, or from the element
    std::vector<std::vector<Term>> sums;  // "of" and "or": one of them must fit
    std::optional<ModelPath> unless;      // not checked when this is there
    Amount tolerance;
    Amount each;  // and so much more for each value that is added
    std::string finding;
};

struct DigitRule {
    std::vector<ModelPath> paths;
    std::vector<std::size_t> lengths;
    std::string name;
    std::string finding;
};

struct DocumentChecks {
    std::vector<DateRule> dates;
    std::vector<SumRule> sums;
    std::vector<DigitRule> digits;
};

class CheckRules {
public:
    // Either file may be absent. A Failure lists every mistake with file and line.
    static Result<CheckRules> load(const std::filesystem::path& common,
                                   const std::filesystem::path& own = {});

    // Null when there are none for that type of document.
    const DocumentChecks* find(const model::TypeInfo& document) const;

private:
    std::map<const model::TypeInfo*, DocumentChecks> by_document_;
};

}  // namespace entrepot::mapping
