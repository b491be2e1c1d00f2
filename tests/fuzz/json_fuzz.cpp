// Any text is refused or becomes a document that its own text makes again.
#include "mapping/json/model_text.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace entrepot::mapping;
    const JsonModelText text;
    for (const char* type : {"Order", "OrderResponse", "Acknowledgement"}) {
        const auto read =
            text.read(type, std::string_view(reinterpret_cast<const char*>(data), size));
        if (!read) continue;
        const std::string written = text.write(*read);
        const auto again = text.read(type, written);
        if (!again || text.write(*again) != written) std::abort();
    }
    return 0;
}
