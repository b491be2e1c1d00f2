// CSV forms: which header makes which document, what else columns are called, how rows belong
// together. From schemas/grammars/csv/syntax.xml:
//
//   <syntax id="csv" kind="csv">
//     <document format="csv/1/order" key="order_number">
//       <column name="order_number"> <alias>PO number</alias> <alias>订单号</alias> </column>
//     </document>
//   </syntax>
//
// Rows that follow each other with the same `key` are one message. In a grammar with a loop above
// the row, `group` names the column that opens a new occurrence of the loop. Of several documents
// the one whose columns fit the header best counts. Immutable once loaded.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "mapping/grammar/grammar_store.h"

namespace entrepot::mapping {

struct CsvAlias {
    std::string name;  // as compared, see comparable()
    std::uint16_t element = 0;
};

struct CsvDocument {
    const Grammar* grammar = nullptr;
    RuleIndex loop = no_rule;  // above the row; no_rule when the row is at the top
    RuleIndex row = no_rule;
    std::uint16_t key = 0;    // element of the row
    std::uint16_t group = 0;  // 0 when there is no loop
    std::uint16_t sender = 0;
    std::uint16_t receiver = 0;
    std::vector<CsvAlias> names;  // all columns under all their names

    // 0 when no column is called so.
    std::uint16_t elementFor(std::string_view header) const;
    const ElementRule& column(std::uint16_t element) const {
        return *grammar->element(row, element);
    }
    std::uint32_t columnCount() const;
    std::vector<std::string> columnNames() const;
};

struct CsvDialect {
    std::string id;
    std::vector<CsvDocument> documents;

    const CsvDocument* document(const exchange::MessageFormat& format) const;
    // The document that knows most of the columns and misses none that is mandatory; or else the
    // one that knows most; null when none knows any.
    const CsvDocument* bestFor(const std::vector<std::string>& header) const;
};

// Lower case, without blanks, underscores, dashes, dots, "#".
std::string comparable(std::string_view header);

Result<CsvDialect> loadCsvDialect(const GrammarStore& grammars);

}  // namespace entrepot::mapping
