// Any grammar file ends in a grammar or in a failure that says where; a grammar then reads an
// order.
#include <cstdint>

#include "tests/fuzz/small_schemas.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace entrepot::mapping;
    static const fuzz::SmallSchemas folders;
    folders.write("schemas/grammars/x12/004010/850.xml",
                  {reinterpret_cast<const char*>(data), size});
    const GrammarStore store(folders.schemas());
    if (store.find({"x12", "004010", "850"})) fuzz::readOrder(store);
    return 0;
}
