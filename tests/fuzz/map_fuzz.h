// What the fuzzers of mapped syntaxes do: any bytes are read, mapped, and what became a document is
// written in every order form and read again.
#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "mapping/map/map_reader.h"
#include "mapping/map/map_store.h"
#include "mapping/map/map_writer.h"
#include "mapping/syntax/interchange_handler.h"
#include "mapping/syntax/source.h"

namespace entrepot::mapping::fuzz {

struct Stores {
    GrammarStore grammars{std::string(ENTREPOT_SOURCE_DIR) + "/schemas"};
    MapStore maps{std::string(ENTREPOT_SOURCE_DIR) + "/schemas", {}, grammars};
    SeverityOverrides none;
    FindingCollector collector{grammars.findings(), none, 100};
};

inline const Stores& stores() {
    static const Stores the_stores;
    return the_stores;
}

class MappingHandler : public InterchangeHandler {
public:
    Flow message(exchange::MessageReport& report, const Grammar* grammar, Tree& tree) override {
        if (grammar == nullptr) return Flow::go_on;
        const auto map = stores().maps.find(grammar->format);
        if (!map) return Flow::go_on;
        const auto document = reader_.read(**map, tree, stores().collector, report);
        for (const char* type :
             {"x12/004010/850", "edifact/D96A/ORDERS", "ubl/2.1/Order", "csv/1/order"})
            writeAndRead(type, document);
        return Flow::go_on;
    }

private:
    void writeAndRead(const std::string& format, const model::BusinessDocument& document) {
        const std::size_t first = format.find('/');
        const std::size_t second = format.find('/', first + 1);
        const auto map = stores().maps.find({format.substr(0, first),
                                             format.substr(first + 1, second - first - 1),
                                             format.substr(second + 1)});
        if (!map || (*map)->document != &model::typeOf(document)) return;
        exchange::MessageReport report;
        Tree tree;
        MapWriter(**map, stores().collector, report).write(document, tree);
        reader_.read(**map, tree, stores().collector, report);
    }

    MapReader reader_;
};

using Reader = std::function<Result<void>(ByteSource&, const ReadOptions&, InterchangeHandler&)>;

inline int runMapped(const std::uint8_t* data, std::size_t size, const Reader& reader) {
    ReadOptions options;
    options.limits.message_bytes_max = 1 << 16;
    options.limits.segment_bytes_max = 1 << 12;
    options.limits.segments_per_message_max = 2000;
    MappingHandler handler;
    const auto source = memorySource(std::string_view(reinterpret_cast<const char*>(data), size));
    (void)reader(*source, options, handler);
    return 0;
}

}  // namespace entrepot::mapping::fuzz
