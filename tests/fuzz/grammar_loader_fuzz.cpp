// Any grammar file ends in a grammar or in a failure that says where; a grammar then reads an
// order.
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>

#include "mapping/syntax/x12/x12_reader.h"
#include "tests/fuzz/reader_fuzz.h"

namespace {

using namespace entrepot::mapping;
namespace fs = std::filesystem;

constexpr std::string_view order =
    "ISA*00*          *00*          *ZZ*BUYER          *ZZ*SELLER         *261121*0800*U*00401*"
    "000000001*0*P*>~GS*PO*BUYER*SELLER*20261121*0800*1*X*004010~ST*850*0001~"
    "BEG*00*SA*PO-1**20261121~DTM*002*20261205~N1*BY*Hub*92*01~N1*ST*Store*92*07~"
    "PO1*1*48*EA*12.75**VN*W-1~PID*F****Widget~SCH*48*EA***002*20261205~CTT*1~"
    "SE*10*0001~GE*1*1~IEA*1*000000001~";

// A version of a few segments, which loads in no time.
constexpr std::string_view elements =
    "<elements><element id=\"1\" type=\"ID\" min=\"1\" max=\"3\"/>"
    "<element id=\"2\" type=\"AN\" min=\"1\" max=\"35\"/><element id=\"3\" type=\"R\" max=\"15\"/>"
    "<element id=\"4\" type=\"DT\" min=\"6\" max=\"8\"/></elements>";
constexpr std::string_view segments =
    "<segments><segment id=\"BEG\" notes=\"R0102\"><element ref=\"1\" use=\"M\"/><element "
    "ref=\"1\"/>"
    "<element ref=\"2\"/><element ref=\"2\"/><element ref=\"4\"/></segment>"
    "<segment id=\"DTM\"><element ref=\"1\" use=\"M\"/><element ref=\"4\"/></segment>"
    "<segment id=\"N1\"><element ref=\"1\"/><element ref=\"2\"/><element ref=\"1\"/></segment>"
    "<segment id=\"PO1\"><element ref=\"2\"/><element ref=\"3\"/><element ref=\"1\"/></segment>"
    "<segment id=\"PID\"><element ref=\"1\"/></segment><segment id=\"SCH\"><element "
    "ref=\"3\"/></segment>"
    "<segment id=\"CTT\"><element ref=\"3\"/></segment></segments>";

// The schemas of the project with that version and one grammar of the fuzzer's.
class Schemas {
public:
    Schemas() : folder_(fs::temp_directory_path() / ("fuzz-" + std::to_string(::getpid()))) {
        const fs::path real = fs::path(ENTREPOT_SOURCE_DIR) / "schemas";
        const fs::path version = folder_ / "grammars/x12/004010";
        fs::create_directories(version);
        const auto copy = [&](const char* file) {
            fs::copy_file(real / file, folder_ / file, fs::copy_options::overwrite_existing);
        };
        copy("findings.xml");
        copy("grammars/x12/groups.xml");
        std::ofstream(version / "elements.xml") << elements;
        std::ofstream(version / "segments.xml") << segments;
    }
    ~Schemas() {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    Schemas(const Schemas&) = delete;
    Schemas& operator=(const Schemas&) = delete;

    const fs::path& withGrammar(std::string_view text) const {
        std::ofstream(folder_ / "grammars/x12/004010/850.xml", std::ios::binary) << text;
        return folder_;
    }

private:
    fs::path folder_;
};

class Nothing : public InterchangeHandler {
public:
    Flow message(entrepot::exchange::MessageReport&, const Grammar*, Tree&) override {
        return Flow::go_on;
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Schemas schemas;
    const GrammarStore store(schemas.withGrammar({reinterpret_cast<const char*>(data), size}));
    if (!store.find({"x12", "004010", "850"})) return 0;
    Nothing nothing;
    const auto source = memorySource(order);
    if (!readX12(*source, store, {}, nothing)) std::abort();
    return 0;
}
