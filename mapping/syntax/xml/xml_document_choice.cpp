#include "mapping/syntax/xml/xml_document_choice.h"

#include <algorithm>
#include <utility>

namespace entrepot::mapping {

void XmlDocumentChoice::begin(std::vector<const XmlDocument*> candidates) {
    candidates_ = std::move(candidates);
    events_.clear();
    bytes_ = 0;
    path_.clear();
    text_.clear();
    seen_.clear();
    value_seen_ = false;
}

const XmlDocument* XmlDocumentChoice::open(std::string_view name,
                                           const std::vector<XmlAttribute>& attributes,
                                           const XmlPlace& place) {
    keep(XmlEvent::Kind::open, name, place).attributes = attributes;
    for (const XmlAttribute& attribute : attributes)
        bytes_ += attribute.name.size() + attribute.value.size();
    if (!path_.empty()) path_ += '/';
    path_ += name;
    text_.clear();
    if (!value_seen_ && std::count(path_.begin(), path_.end(), '/') < 2) seen_ = path_;
    return choose(&attributes);
}

const XmlDocument* XmlDocumentChoice::text(std::string_view text, const XmlPlace& place) {
    keep(XmlEvent::Kind::text, text, place);
    text_ += text;
    return nullptr;
}

const XmlDocument* XmlDocumentChoice::close() {
    keep(XmlEvent::Kind::close, {}, {});
    const XmlDocument* const chosen = choose(nullptr);
    path_.resize(path_.rfind('/') == std::string::npos ? 0 : path_.rfind('/'));
    text_.clear();
    return chosen;
}

const XmlDocument* XmlDocumentChoice::choose(const std::vector<XmlAttribute>* attributes) {
    for (const XmlDocument* candidate : candidates_)
        if (!candidate->when || holds(*candidate->when, attributes)) return candidate;
    return nullptr;
}

// Attributes and presence are told where an element opens, texts where it closes.
bool XmlDocumentChoice::holds(const XmlCondition& condition,
                              const std::vector<XmlAttribute>* attributes) {
    if (condition.path != path_) return false;
    const bool of_text = condition.attribute.empty() && condition.value.has_value();
    if (of_text != (attributes == nullptr)) return false;
    if (of_text) {
        if (text_ == *condition.value) return true;
        seen_ = path_ + " " + text_;
        value_seen_ = true;
        return false;
    }
    if (condition.attribute.empty()) return true;
    return std::any_of(attributes->begin(), attributes->end(), [&](const XmlAttribute& attribute) {
        return attribute.name == condition.attribute &&
               (!condition.value || attribute.value == *condition.value);
    });
}

XmlEvent& XmlDocumentChoice::keep(XmlEvent::Kind kind, std::string_view text,
                                  const XmlPlace& place) {
    bytes_ += text.size();
    return events_.emplace_back(XmlEvent{kind, std::string(text), {}, place});
}

std::vector<XmlEvent> XmlDocumentChoice::take() {
    candidates_.clear();
    return std::exchange(events_, {});
}

}  // namespace entrepot::mapping
