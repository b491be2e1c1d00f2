#include "mapping/map/map_override.h"

#include <algorithm>

#include "core/base/nearest.h"
#include "mapping/grammar/definition_reader.h"

namespace entrepot::mapping {
namespace {

using xml::Element;

class Override {
public:
    explicit Override(const std::string& file) : file_(file), problems_(file) {}

    void apply(Element& base, const Element& changes) {
        std::vector<Element> added;
        for (const Element& change : changes.children) {
            if (change.name == "remove") {
                remove(base, change);
            } else if (change.name == "replace") {
                const std::size_t at = remove(base, change);
                std::vector<Element> instead = change.children;
                for (Element& element : instead) mark(element);
                const auto where = base.children.begin() +
                                   static_cast<std::ptrdiff_t>(std::min(at, base.children.size()));
                base.children.insert(where, instead.begin(), instead.end());
            } else if (change.name == "in") {
                if (Element* inside = findInside(base, change)) apply(*inside, change);
            } else {
                added.push_back(change);
                mark(added.back());
            }
        }
        base.children.insert(base.children.begin(), added.begin(), added.end());
    }

    const DefinitionProblems& problems() const { return problems_; }

private:
    void mark(Element& element) const {
        element.attributes.emplace_back("file", file_);
        for (Element& child : element.children) mark(child);
    }

    static bool matches(const Element& entry, const Element& change) {
        const std::string* field = change.attribute("field");
        const std::string* at = change.attribute("at");
        if (field == nullptr && at == nullptr) return false;
        return (field == nullptr || entry.attributeOr("field", "") == *field) &&
               (at == nullptr || entry.attributeOr("at", "") == *at);
    }

    // Where the first removed entry stood.
    std::size_t remove(Element& base, const Element& change) {
        const auto first =
            std::find_if(base.children.begin(), base.children.end(),
                         [&](const Element& entry) { return matches(entry, change); });
        if (first == base.children.end()) {
            tellUnknown(base, change);
            return base.children.size();
        }
        const auto at = static_cast<std::size_t>(first - base.children.begin());
        std::erase_if(base.children, [&](const Element& entry) { return matches(entry, change); });
        return at;
    }

    // A shared block, a tree, a level of a tree, or a list.
    static bool isMeant(const Element& entry, const Element& change) {
        if (const std::string* shared = change.attribute("shared"))
            return entry.name == "shared" && entry.attributeOr("id", "") == *shared;
        if (const std::string* loop = change.attribute("loop"))
            return entry.name == "tree" && entry.attributeOr("loop", "") == *loop;
        if (const std::string* is = change.attribute("is"))
            return entry.name == "level" && entry.attributeOr("is", "") == *is;
        return entry.name == "list" && matches(entry, change);
    }

    Element* findInside(Element& base, const Element& change) {
        for (Element& entry : base.children)
            if (isMeant(entry, change)) return &entry;
        tellUnknown(base, change);
        return nullptr;
    }

    void tellUnknown(const Element& base, const Element& change) {
        std::vector<std::string> known;
        for (const Element& entry : base.children) known.push_back(entry.attributeOr("field", ""));
        const std::string field =
            change.attributeOr("field", change.attributeOr("at", change.attributeOr("shared", "")));
        problems_.add(
            change, "the map below has no entry for \"" + field + "\"" + suggestion(field, known));
    }

    std::string file_;
    DefinitionProblems problems_;
};

}  // namespace

Result<Element> applyOverride(Element base, const Element& changes, const std::string& file) {
    Override differences(file);
    for (const auto& attribute : changes.attributes) {
        if (attribute.first == "extends") continue;
        std::erase_if(base.attributes,
                      [&](const auto& old) { return old.first == attribute.first; });
        base.attributes.push_back(attribute);
    }
    base.line = changes.line;
    differences.apply(base, changes);
    if (!differences.problems().none()) return fail(differences.problems().failure());
    return base;
}

}  // namespace entrepot::mapping
