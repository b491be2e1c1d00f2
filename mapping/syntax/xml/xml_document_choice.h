// Which of several documents with one document element this is: keeps what was parsed until a
// condition of one of them holds.
//
//   cXML  ->  Header ... Request  OrderRequest  OrderRequestHeader @type=update
//             kept until here                                      then given on
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mapping/syntax/xml/xml_dialect.h"
#include "mapping/syntax/xml/xml_tree_builder.h"

namespace entrepot::mapping {

struct XmlEvent {
    enum class Kind : std::uint8_t { open, text, close };
    Kind kind = Kind::open;
    std::string text;  // or the element's name
    std::vector<XmlAttribute> attributes;
    XmlPlace place;
};

class XmlDocumentChoice {
public:
    // Of several whose conditions hold at once the first listed counts.
    void begin(std::vector<const XmlDocument*> candidates);

    // Each gives the document once it is known, null as long as it is not.
    const XmlDocument* open(std::string_view name, const std::vector<XmlAttribute>& attributes,
                            const XmlPlace& place);
    const XmlDocument* text(std::string_view text, const XmlPlace& place);
    const XmlDocument* close();

    bool open() const { return !candidates_.empty(); }
    bool atTop() const { return path_.empty(); }
    // Enough was kept: it is none of them.
    bool exhausted() const { return events_.size() > events_max || bytes_ > bytes_max; }
    // What the document element holds, for the finding that it is none of them.
    const std::string& seen() const { return seen_; }
    // Everything so far; ends the choice.
    std::vector<XmlEvent> take();

private:
    static constexpr std::size_t events_max = 10'000;
    static constexpr std::size_t bytes_max = std::size_t{1} << 20;

    const XmlDocument* choose(const std::vector<XmlAttribute>* attributes);
    bool holds(const XmlCondition& condition, const std::vector<XmlAttribute>* attributes);
    XmlEvent& keep(XmlEvent::Kind kind, std::string_view text, const XmlPlace& place);

    std::vector<const XmlDocument*> candidates_;
    std::vector<XmlEvent> events_;
    std::size_t bytes_ = 0;
    std::string path_;  // of the element that is open, below the document element
    std::string text_;  // of it
    std::string seen_;
    bool value_seen_ = false;  // a text that says the type, but none of ours
};

}  // namespace entrepot::mapping
