#include "mapping/dialects.h"
#include "mapping/syntax/flat/idoc_reader.h"
#include "tests/fuzz/map_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace entrepot::mapping;
    return fuzz::runMapped(
        data, size,
        [](ByteSource& source, const ReadOptions& options, InterchangeHandler& handler) {
            static const Dialects dialects = loadDialects(fuzz::stores().grammars).value();
            return readIdocs(source, *dialects.idoc(), fuzz::stores().grammars, options, handler);
        });
}
