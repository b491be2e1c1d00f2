// The vocabularies that are told apart by more than their syntax: XML and CSV.
#pragma once
#include <vector>

#include "mapping/syntax/csv/csv_dialect.h"
#include "mapping/syntax/xml/xml_dialect.h"

namespace entrepot::mapping {

struct Dialects {
    std::vector<XmlDialect> xml;
    CsvDialect csv;
    std::vector<XmlDialect> fixed;  // files of fixed positions

    // The one whose documents may come in SAP's flat form; null when there is none.
    const XmlDialect* idoc() const {
        for (const XmlDialect& dialect : xml)
            if (dialect.id == "idoc") return &dialect;
        return nullptr;
    }
};

inline Result<Dialects> loadDialects(const GrammarStore& grammars) {
    auto xml = loadXmlDialects(grammars);
    if (!xml) return fail(xml.error());
    auto csv = loadCsvDialect(grammars);
    if (!csv) return fail(csv.error());
    auto fixed = loadXmlDialects(grammars, "flat");
    if (!fixed) return fail(fixed.error());
    return Dialects{std::move(*xml), std::move(*csv), std::move(*fixed)};
}

}  // namespace entrepot::mapping
