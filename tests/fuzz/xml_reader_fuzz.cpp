#include "mapping/map/map_reader.h"
#include "mapping/map/map_store.h"
#include "mapping/syntax/xml/xml_reader.h"
#include "tests/fuzz/map_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace entrepot::mapping;
    return fuzz::runMapped(
        data, size,
        [](ByteSource& source, const ReadOptions& options, InterchangeHandler& handler) {
            static const auto dialects = loadXmlDialects(fuzz::stores().grammars).value();
            return readXml(source, dialects, fuzz::stores().grammars, options, handler);
        });
}
