// The vocabularies that are told apart by more than their syntax: XML and CSV.
#pragma once
#include <vector>

#include "mapping/syntax/csv/csv_dialect.h"
#include "mapping/syntax/xml/xml_dialect.h"

namespace entrepot::mapping {

struct Dialects {
    std::vector<XmlDialect> xml;
    CsvDialect csv;
};

inline Result<Dialects> loadDialects(const GrammarStore& grammars) {
    auto xml = loadXmlDialects(grammars);
    if (!xml) return fail(xml.error());
    auto csv = loadCsvDialect(grammars);
    if (!csv) return fail(csv.error());
    return Dialects{std::move(*xml), std::move(*csv)};
}

}  // namespace entrepot::mapping
