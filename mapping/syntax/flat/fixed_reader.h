// Reads a partner's files of fixed positions: records that say by a tag what they are. The layout
// is data, from schemas/grammars/<syntax>/syntax.xml and the grammar it names:
//
//   <syntax id="fixed" kind="flat">
//     <document format="fixed/1/order" record="HDR" tag-at="1" tag-length="3">
//       <sender at="HDR/buyer_gln"/> <receiver at="HDR/seller_gln"/> <control at="HDR/number"/>
//     </document>
//   </syntax>
//
// `record`: the tag that begins a message. Fields begin behind the tag, or where data-at says.
#pragma once
#include <span>
#include <string_view>

#include "core/base/result.h"
#include "mapping/syntax/interchange_handler.h"
#include "mapping/syntax/source.h"
#include "mapping/syntax/xml/xml_dialect.h"

namespace entrepot::mapping {

struct FixedLayout {
    const XmlDialect* dialect = nullptr;
    const XmlDocument* document = nullptr;
    explicit operator bool() const { return document != nullptr; }
};

// The layout whose tags most lines of `head` have, beginning with the one of a message; false when
// there is none. Fails when a grammar cannot be loaded.
Result<FixedLayout> recogniseFixed(std::string_view head, std::span<const XmlDialect> dialects,
                                   const GrammarStore& grammars, const PartnerKey& partner);

// Told as one interchange with one group.
Result<void> readFixed(ByteSource& source, const FixedLayout& layout, const GrammarStore& grammars,
                       const ReadOptions& options, InterchangeHandler& handler);

}  // namespace entrepot::mapping
