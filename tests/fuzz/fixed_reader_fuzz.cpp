#include "mapping/syntax/flat/fixed_reader.h"
#include "tests/fuzz/map_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace entrepot::mapping;
    return fuzz::runMapped(
        data, size,
        [](ByteSource& source, const ReadOptions& options, InterchangeHandler& handler) {
            static const auto dialects = loadXmlDialects(fuzz::stores().grammars, "flat").value();
            const FixedLayout layout{&dialects.front(), &dialects.front().documents.front()};
            (void)recogniseFixed(source.whole(), dialects, fuzz::stores().grammars,
                                 options.partner);
            return readFixed(source, layout, fuzz::stores().grammars, options, handler);
        });
}
