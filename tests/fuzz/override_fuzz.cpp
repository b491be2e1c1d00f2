// Any file of a partner's overrides, and any syntax.xml, ends in definitions or in a failure that
// says where; definitions then read an order. Maps' differences are in map_loader_fuzz.
#include <cstdint>

#include "mapping/check/check_rules.h"
#include "mapping/map/code_table.h"
#include "mapping/syntax/xml/xml_reader.h"
#include "tests/fuzz/small_schemas.h"

namespace {

using namespace entrepot::mapping;

constexpr std::string_view xml_order =
    "<?xml version=\"1.0\"?><cXML payloadID=\"1@b\" "
    "timestamp=\"2026-11-21T08:00:00Z\"><Header><From>"
    "<Credential domain=\"DUNS\"><Identity>1</Identity></Credential></From></Header><Request "
    "deploymentMode=\"test\"><OrderRequest><OrderRequestHeader orderID=\"1\" type=\"new\"/>"
    "</OrderRequest></Request></cXML>";

void loadGrammar(const fuzz::SmallSchemas& folders, std::string_view text) {
    folders.write("schemas/grammars/x12/004010/850.xml", fuzz::grammar);
    folders.write("partners/p/overrides/grammars/x12/004010/850.xml", text);
    const GrammarStore store(folders.schemas(), folders.partners());
    ReadOptions options;
    options.partner = entrepot::PartnerKey("p");
    if (store.find({"x12", "004010", "850"}, options.partner)) fuzz::readOrder(store, options);
}

void loadSyntax(const fuzz::SmallSchemas& folders, std::string_view text) {
    folders.write("schemas/grammars/other/syntax.xml", text);
    const GrammarStore store(folders.schemas());
    const auto dialects = loadXmlDialects(store);
    if (!dialects) return;
    fuzz::Nothing nothing;
    const auto source = memorySource(xml_order);
    (void)readXml(*source, *dialects, store, {}, nothing);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const fuzz::SmallSchemas folders;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto holds = [&](std::string_view word) { return text.find(word) != text.npos; };
    if (holds("<syntax")) {
        loadSyntax(folders, text);
    } else if (holds("<checks")) {
        folders.write("partners/p/overrides/checks.xml", text);
        (void)CheckRules::load(ENTREPOT_SOURCE_DIR "/schemas/checks.xml",
                               folders.partners() / "p/overrides/checks.xml");
    } else if (holds("<codes id")) {
        folders.write("partners/p/overrides/codes/unit.xml", text);
        (void)CodeTable::load(folders.partners() / "p/overrides/codes/unit.xml");
    } else {
        loadGrammar(folders, text);
    }
    return 0;
}
