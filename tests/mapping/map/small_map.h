// Schemas with one small message type and its map, to try what maps can say.
#pragma once
#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <string>

#include "mapping/schema_audit.h"
#include "tests/mapping/map/tree_schemas.h"
#include "tests/mapping/translator/support.h"

namespace entrepot::mapping::test {

inline const exchange::MessageFormat invoice{"x12", "TREE", "810"};

inline constexpr std::string_view invoice_grammar = R"(<grammar id="x12/TREE/810" name="Invoice">
  <segment id="BSN" use="M"/>
  <loop id="LIN" max="100">
    <segment id="LIN" use="M"/>
    <segment id="SN1"/>
    <segment id="TD1"/>
    <segment id="REF" max="*"/>
  </loop>
  <segment id="ACK" max="*"/>
  <segment id="HL"/>
</grammar>)";

// Schemas with one map, and a translator on them.
struct SmallMap {
    SmallMap(const exchange::MessageFormat& format, std::string_view grammar,
             const std::string& map) {
        const std::string file = format.syntax + "/" + format.version + "/" + format.type + ".xml";
        schemas.put("grammars/" + file, grammar);
        schemas.put("maps/" + file, map);
        translator = std::make_unique<SchemaTranslator>(schemas.folder());
    }

    ReadBack read(const std::string& type, const std::string& segments) const {
        std::string body = segments;
        std::erase(body, '\n');
        const std::string count = std::to_string(2 + std::count(body.begin(), body.end(), '~'));
        const std::string group = type == "810" ? "IN" : "PT";
        return readBack(*translator,
                        "ISA*00*          *00*          *ZZ*SENDER         *ZZ*"
                        "RECEIVER       *261122*1200*U*00401*000000001*0*T*>~GS*" +
                            group + "*S*R*20261122*1200*1*X*TREE~ST*" + type + "*0001~" + body +
                            "SE*" + count + "*0001~GE*1*1~IEA*1*000000001~",
                        anyNumbers());
    }

    // The body as it is written, one segment a line.
    std::string write(const model::BusinessDocument& document,
                      const exchange::MessageFormat& format) const {
        ports::WriteSettings settings = settingsFor(format);
        settings.syntax_version = "00401";
        const auto written = translator->write(document, settings);
        if (!written) return describe(written.error());
        std::string text;
        for (const exchange::Finding& finding : written->findings) text += line(finding) + "\n";
        const std::size_t from = written->bytes.find("BSN");
        const std::size_t end = written->bytes.find("SE*", from);
        text += written->bytes.substr(from, end - from);
        std::erase(text, '\n');
        std::replace(text.begin(), text.end(), '~', '\n');
        return text;
    }

    TreeSchemas schemas;
    std::unique_ptr<SchemaTranslator> translator;
};

inline std::string invoiceMap(const std::string& line_entries, const std::string& others = {}) {
    return "<map grammar=\"x12/TREE/810\" document=\"Invoice\">\n"
           "<value field=\"number\" at=\"BSN/02\"/>\n"
           "<list field=\"lines\" loop=\"LIN\"><value field=\"number\" at=\"LIN/01\"/>" +
           line_entries + "</list>\n" + others + "</map>";
}

template <class Document>
Document only(const ReadBack& back) {
    INFO(back.text);
    REQUIRE(back.documents.size() == 1);
    return std::get<Document>(back.documents[0]);
}

inline bool tells(const std::string& text, std::string_view what) {
    UNSCOPED_INFO(text);
    return text.find(what) != std::string::npos;
}

}  // namespace entrepot::mapping::test
