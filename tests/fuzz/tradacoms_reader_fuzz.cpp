#include "mapping/syntax/tradacoms/tradacoms_reader.h"
#include "tests/fuzz/reader_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return entrepot::mapping::fuzz::run(entrepot::mapping::readTradacoms, data, size);
}
