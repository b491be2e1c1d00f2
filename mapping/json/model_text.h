// The model's own text form: JSON, made from the model's description (core/model/schema.h).
//
//   {"number": "PO-1001", "issued": "2026-11-21", "lines": [{"number": "1", "quantity": "48",
//   ...}]}
//
// Decimals are written as texts, days as "2026-11-21", enumerations by name; what is empty or
// absent is left out. Numbers are also read where decimals or whole numbers stand, exactly as
// written. An unknown field, a field twice or a value of the wrong kind is a failure that names the
// path.
#pragma once
#include "core/ports/translator.h"
#include "mapping/json/json_value.h"

namespace entrepot::mapping {

class JsonModelText : public ports::ModelText {
public:
    // `indent` 0: all in one line.
    explicit JsonModelText(int indent = 0, JsonLimits limits = {})
        : indent_(indent), limits_(limits) {}

    std::string write(const model::BusinessDocument& document) const override;
    Result<model::BusinessDocument> read(std::string_view type_name,
                                         std::string_view text) const override;

private:
    int indent_;
    JsonLimits limits_;
};

}  // namespace entrepot::mapping
