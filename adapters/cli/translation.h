// What inspect, validate, translate and acknowledge share: the translator, and whose file it is.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "adapters/cli/command.h"
#include "adapters/cli/setup.h"
#include "mapping/text/words.h"
#include "mapping/translator.h"

namespace entrepot::cli {

struct Translation {
    std::unique_ptr<mapping::SchemaTranslator> translator;
    mapping::CatalogueWords words;
    std::optional<Setup> setup;                  // only when a partner was named
    const exchange::Partner* partner = nullptr;  // of `setup`

    ports::ReadSettings readSettings() const;
};

// Needs no configuration while `partner` is empty.
Result<Translation> openTranslation(const Command& command, const std::string& partner);

Language languageOfTerminal();  // by LANG

// "error  segment-missing  PO1[3]/SCH (byte 120): Segment SCH is missing"
std::string findingLine(const exchange::Finding& finding, const mapping::CatalogueWords& words);

}  // namespace entrepot::cli
