// What the translator's tests share: one translator over the project's schemas, and reading a
// payload into texts that can be compared.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "mapping/json/model_text.h"
#include "mapping/translator.h"
#include "tests/support/files.h"

namespace entrepot::mapping::test {

const SchemaTranslator& translator();

using entrepot::test::contentOf;

std::string json(const model::BusinessDocument& document);
std::string line(const exchange::Finding& finding);

struct ReadBack {
    std::vector<model::BusinessDocument> documents;
    std::vector<exchange::MessageFormat> formats;
    std::vector<exchange::Finding> findings;  // of all levels
    std::vector<exchange::InterchangeReport> interchanges;
    std::string text;  // all of it

    bool has(std::string_view finding_id) const;
};

ReadBack readBack(const SchemaTranslator& translator, std::string_view bytes,
                  const ports::ReadSettings& settings = {});
// For tests whose samples have short identifiers: check digits are not looked at.
const ports::ReadSettings& anyNumbers();
ports::WriteSettings settingsFor(const exchange::MessageFormat& format);

// Without what a form cannot carry back to itself: leftovers.
model::BusinessDocument withoutExtras(model::BusinessDocument document);

}  // namespace entrepot::mapping::test
