// Any map file ends in a compiled map or in a failure that says where.
#include "mapping/map/map_compiler.h"
#include "mapping/map/map_override.h"
#include "tests/fuzz/map_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace entrepot;
    using namespace entrepot::mapping;
    static const auto grammar = fuzz::stores().grammars.find({"x12", "004010", "850"}).value();
    static const auto codes = CodeTables::load(ENTREPOT_SOURCE_DIR "/schemas/codes").value();
    static const auto base =
        xml::loadFile(ENTREPOT_SOURCE_DIR "/schemas/maps/x12/004010/850.xml").value();
    const auto text =
        xml::loadText(std::string_view(reinterpret_cast<const char*>(data), size), "fuzz.xml");
    if (!text) return 0;
    if (auto map = compileMap(*text, "fuzz.xml", *grammar, codes)) {
        model::BusinessDocument document = model::makeDocument(map->document->name).value();
        const FindingCatalogue catalogue;
        const SeverityOverrides none;
        const FindingCollector collector(catalogue, none, 100);
        exchange::MessageReport report;
        Tree tree;
        MapWriter(*map, collector, report).write(document, tree);
        MapReader().read(*map, tree, collector, report);
    }
    if (const auto changed = applyOverride(base, *text, "fuzz.xml"))
        (void)compileMap(*changed, "fuzz.xml", *grammar, codes);
    return 0;
}
