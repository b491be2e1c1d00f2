// A version of a few segments, which loads in no time, and files of the fuzzer's beside it.
#pragma once
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "mapping/grammar/grammar_store.h"
#include "mapping/syntax/interchange_handler.h"
#include "mapping/syntax/source.h"
#include "mapping/syntax/x12/x12_reader.h"

namespace entrepot::mapping::fuzz {

namespace fs = std::filesystem;

inline constexpr std::string_view order =
    "ISA*00*          *00*          *ZZ*BUYER          *ZZ*SELLER         *261121*0800*U*00401*"
    "000000001*0*P*>~GS*PO*BUYER*SELLER*20261121*0800*1*X*004010~ST*850*0001~"
    "BEG*00*SA*PO-1**20261121~DTM*002*20261205~N1*BY*Hub*92*01~N1*ST*Store*92*07~"
    "PO1*1*48*EA*12.75**VN*W-1~PID*F****Widget~SCH*48*EA***002*20261205~CTT*1~"
    "SE*10*0001~GE*1*1~IEA*1*000000001~";

inline constexpr std::string_view elements =
    "<elements><element id=\"1\" type=\"ID\" min=\"1\" max=\"3\"/>"
    "<element id=\"2\" type=\"AN\" min=\"1\" max=\"35\"/><element id=\"3\" type=\"R\" max=\"15\"/>"
    "<element id=\"4\" type=\"DT\" min=\"6\" max=\"8\"/></elements>";
inline constexpr std::string_view segments =
    "<segments><segment id=\"BEG\" notes=\"R0102\"><element ref=\"1\" use=\"M\"/><element "
    "ref=\"1\"/>"
    "<element ref=\"2\"/><element ref=\"2\"/><element ref=\"4\"/></segment>"
    "<segment id=\"DTM\"><element ref=\"1\" use=\"M\"/><element ref=\"4\"/></segment>"
    "<segment id=\"N1\"><element ref=\"1\"/><element ref=\"2\"/><element ref=\"1\"/></segment>"
    "<segment id=\"PO1\"><element ref=\"2\"/><element ref=\"3\"/><element ref=\"1\"/></segment>"
    "<segment id=\"PID\"><element ref=\"1\"/></segment><segment id=\"SCH\"><element "
    "ref=\"3\"/></segment>"
    "<segment id=\"CTT\"><element ref=\"3\"/></segment></segments>";

// A row of each kind, in the words of that version.
inline constexpr std::string_view grammar =
    "<grammar id=\"x12/004010/850\"><segment id=\"BEG\" use=\"M\"/><segment id=\"DTM\" max=\"10\"/>"
    "<loop id=\"N1\" max=\"200\"><segment id=\"N1\" use=\"M\"/></loop>"
    "<loop id=\"PO1\" max=\"1000\"><segment id=\"PO1\" use=\"M\"/><segment id=\"PID\" max=\"9\"/>"
    "<segment id=\"SCH\" max=\"9\"/></loop><segment id=\"CTT\"/></grammar>";

// Folders with that version; "schemas" and "partners".
class SmallSchemas {
public:
    SmallSchemas() : folder_(fs::temp_directory_path() / ("fuzz-" + std::to_string(::getpid()))) {
        const fs::path real = fs::path(ENTREPOT_SOURCE_DIR) / "schemas";
        const fs::path version = schemas() / "grammars/x12/004010";
        fs::create_directories(version);
        const auto copy = [&](const char* file) {
            fs::copy_file(real / file, schemas() / file, fs::copy_options::overwrite_existing);
        };
        copy("findings.xml");
        copy("grammars/x12/groups.xml");
        std::ofstream(version / "elements.xml") << elements;
        std::ofstream(version / "segments.xml") << segments;
    }
    ~SmallSchemas() {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    SmallSchemas(const SmallSchemas&) = delete;
    SmallSchemas& operator=(const SmallSchemas&) = delete;

    fs::path schemas() const { return folder_ / "schemas"; }
    fs::path partners() const { return folder_ / "partners"; }
    // Below the folder; its folders are made.
    void write(const std::string& file, std::string_view text) const {
        fs::create_directories((folder_ / file).parent_path());
        std::ofstream(folder_ / file, std::ios::binary) << text;
    }

private:
    fs::path folder_;
};

class Nothing : public InterchangeHandler {
public:
    Flow message(exchange::MessageReport&, const Grammar*, Tree&) override { return Flow::go_on; }
};

inline void readOrder(const GrammarStore& store, const ReadOptions& options = {}) {
    Nothing nothing;
    const auto source = memorySource(order);
    if (!readX12(*source, store, options, nothing)) std::abort();
}

}  // namespace entrepot::mapping::fuzz
