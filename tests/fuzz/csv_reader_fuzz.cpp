#include "mapping/syntax/csv/csv_reader.h"
#include "tests/fuzz/map_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace entrepot::mapping;
    return fuzz::runMapped(
        data, size,
        [](ByteSource& source, const ReadOptions& options, InterchangeHandler& handler) {
            static const CsvDialect dialect = loadCsvDialect(fuzz::stores().grammars).value();
            return readCsv(source, dialect, fuzz::stores().grammars, options, handler);
        });
}
