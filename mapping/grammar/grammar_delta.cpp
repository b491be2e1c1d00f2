#include "mapping/grammar/grammar_delta.h"

#include <algorithm>

#include "core/base/nearest.h"
#include "mapping/grammar/definition_reader.h"
#include "mapping/grammar/row_path.h"

namespace entrepot::mapping {
namespace {

using xml::Element;

constexpr std::size_t expansions_max = 64;  // of shared blocks on one path

bool isRow(const Element& element) {
    return element.name == "segment" || element.name == "loop";
}

// The segment that opens a loop of EDI; nothing for other rows.
std::string openerOf(const Element& row) {
    if (row.name != "loop") return {};
    const auto first = std::find_if(row.children.begin(), row.children.end(), isRow);
    return first == row.children.end() || first->name != "segment" ? std::string()
                                                                   : first->attributeOr("id", "");
}

bool isGroupNumber(std::string_view id) {
    return id.starts_with("SG") && id.size() > 2 &&
           id.find_first_not_of("0123456789", 2) == std::string_view::npos;
}

void numberGroupsIn(Element& parent, bool all, std::size_t& count) {
    for (Element& row : parent.children) {
        if (row.name != "loop") continue;
        ++count;
        const std::string* id = row.attribute("id");
        if (id == nullptr || (all && isGroupNumber(*id)))
            row.setAttribute("id", "SG" + std::to_string(count));
        numberGroupsIn(row, all, count);
    }
}

class Delta {
public:
    Delta(Element& base, const std::string& file, const Dictionary& dictionary)
        : base_(base), dictionary_(dictionary), problems_(file) {}

    void apply(const Element& delta) {
        for (const Element& row : delta.children) {
            if (row.name == "change" || row.name == "codes") {
                change(row);
            } else if (row.name == "insert") {
                insert(row);
            } else if (row.name == "remove") {
                AttributeReader(row, problems_).allow({"at"});
                replaceBy(row, {});
            } else if (row.name == "replace") {
                AttributeReader(row, problems_).allow({"at"});
                replaceBy(row, row.children);
            } else if (row.name == "shared") {
                share(row);
            } else {
                problems_.add(row,
                              "<" + row.name +
                                  "> is not known here: a grammar that extends another has "
                                  "<change>, <insert>, <remove>, <replace>, <codes>, <shared>");
            }
        }
    }

    const DefinitionProblems& problems() const { return problems_; }

private:
    struct Found {
        Element* parent = nullptr;
        std::size_t index = 0;
        RowPath path;  // groups by what opens them: it holds when they are numbered anew
        Element& row() const { return parent->children[index]; }
    };

    // Use and number belong to the row; the rest concerns its elements and waits for the compiler.
    void change(const Element& row) {
        const auto path = pathOf(row, "at");
        if (!path) return;
        const auto found = find(*path, row, true);
        if (!found) return;
        Element later = row;
        later.setAttribute("at", textOf(found->path));
        if (found->parent != nullptr && row.name == "change" && !path->element &&
            !path->qualified()) {
            for (const char* name : {"use", "max"})
                if (const std::string* value = row.attribute(name))
                    found->row().setAttribute(name, *value);
            std::erase_if(later.attributes, [](const auto& attribute) {
                return attribute.first == "use" || attribute.first == "max";
            });
            if (later.attributes.size() <= 1) return;
        }
        base_.children.push_back(std::move(later));
    }

    void insert(const Element& row) {
        AttributeReader(row, problems_).allow({"after", "before", "into"});
        if (row.attributes.size() != 1)
            return problems_.add(row, "<insert> needs one of after, before, into");
        const std::string& where = row.attributes.front().first;
        if (where == "into" && row.attributes.front().second == ".")
            return put(base_, 0, row.children);
        const auto path = pathOf(row, where);
        if (!path) return;
        const auto found = find(*path, row, false);
        if (!found) return;
        if (where != "into")
            return put(*found->parent, found->index + (where == "after" ? 1 : 0), row.children);
        Element& loop = found->row();
        if (loop.name != "loop") return problems_.add(row, "into=\"...\" must name a loop");
        // Nothing comes before the segment that opens an EDI loop.
        const bool has_opener =
            !loop.children.empty() && loop.children.front().name == "segment" && isEdi();
        put(loop, has_opener ? 1 : 0, row.children);
    }

    bool isEdi() const {
        const std::string id = base_.attributeOr("id", "");
        return id.starts_with("x12/") || id.starts_with("edifact/") || id.starts_with("tradacoms/");
    }

    static void put(Element& parent, std::size_t at, const std::vector<Element>& rows) {
        parent.children.insert(parent.children.begin() + static_cast<std::ptrdiff_t>(at),
                               rows.begin(), rows.end());
    }

    void replaceBy(const Element& row, const std::vector<Element>& rows) {
        const auto path = pathOf(row, "at");
        if (!path) return;
        if (path->element || path->qualified())
            return problems_.add(row, "<" + row.name + "> is for rows, not for elements");
        const auto found = find(*path, row, false);
        if (!found) return;
        Element& parent = *found->parent;
        parent.children.erase(parent.children.begin() + static_cast<std::ptrdiff_t>(found->index));
        put(parent, found->index, rows);
    }

    void share(const Element& block) {
        const std::string id = block.attributeOr("id", "");
        for (Element& old : base_.children)
            if (old.name == "shared" && old.attributeOr("id", "") == id) {
                old = block;
                return;
            }
        base_.children.push_back(block);
    }

    std::optional<RowPath> pathOf(const Element& row, const std::string& attribute) {
        const std::string text = AttributeReader(row, problems_).required(attribute);
        if (text.empty()) return std::nullopt;
        auto path = parseRowPath(text);
        if (!path)
            problems_.add(row, attribute + "=\"" + text +
                                   "\" is not a path such as N1/REF, PO1/03 or N1[01=ST]");
        return path;
    }

    // With `columns`, a last step that is no row but might be a column is left to the compiler: the
    // answer then has no parent.
    std::optional<Found> find(const RowPath& path, const Element& where, bool columns) {
        Element* parent = &base_;
        Found found;
        found.path = path;
        std::size_t expanded = 0;
        std::string walked;
        for (std::size_t i = 0; i < path.rows.size(); ++i) {
            const RowStep& step = path.rows[i];
            auto index = childOf(*parent, step);
            while (!index && expanded++ < expansions_max && expand(*parent))
                index = childOf(*parent, step);
            if (!index) {
                if (columns && i > 0 && i + 1 == path.rows.size() && hasColumns(*parent)) {
                    found.parent = nullptr;
                    return found;
                }
                tellUnknown(*parent, step, walked, where);
                return std::nullopt;
            }
            found.parent = parent;
            found.index = *index;
            nameByOpener(found.path.rows[i], *parent, *index);
            parent = &parent->children[*index];
            walked += (walked.empty() ? "" : "/") + textOf(step);
        }
        return found;
    }

    static bool hasColumns(const Element& row) {
        return row.name == "segment" && row.child("column") != nullptr;
    }

    static std::optional<std::size_t> childOf(const Element& parent, const RowStep& step) {
        std::uint32_t number = 0;
        for (std::size_t i = 0; i < parent.children.size(); ++i) {
            const Element& child = parent.children[i];
            const bool named = step.opener.empty()
                                   ? isRow(child) && child.attributeOr("id", "") == step.name
                                   : openerOf(child) == step.opener;
            if (named && ++number == step.number) return i;
        }
        return std::nullopt;
    }

    void nameByOpener(RowStep& step, const Element& parent, std::size_t index) const {
        const std::string opener = openerOf(parent.children[index]);
        if (opener.empty() || !base_.attributeOr("id", "").starts_with("edifact/")) return;
        step.opener = opener;
        step.number = 1;
        for (std::size_t i = 0; i < index; ++i)
            if (openerOf(parent.children[i]) == opener) ++step.number;
    }

    // The rows of a shared block in place of its use, so that they can differ here alone.
    bool expand(Element& parent) {
        if (const std::string* own = parent.attribute("shared"); own != nullptr && isRow(parent)) {
            const Element* block = sharedBlock(*own);
            std::erase_if(parent.attributes,
                          [](const auto& attribute) { return attribute.first == "shared"; });
            if (block != nullptr)
                put(parent, parent.children.size(), std::vector<Element>(block->children));
            return block != nullptr;
        }
        for (std::size_t i = 0; i < parent.children.size(); ++i) {
            if (parent.children[i].name != "use") continue;
            const Element* block = sharedBlock(parent.children[i].attributeOr("shared", ""));
            if (block == nullptr) continue;
            const std::vector<Element> rows = block->children;
            parent.children.erase(parent.children.begin() + static_cast<std::ptrdiff_t>(i));
            put(parent, i, rows);
            return true;
        }
        return false;
    }

    const Element* sharedBlock(const std::string& id) const {
        for (const Element& own : base_.children)
            if (own.name == "shared" && own.attributeOr("id", "") == id) return &own;
        const auto found = dictionary_.shared.find(id);
        return found == dictionary_.shared.end() ? nullptr : &found->second;
    }

    void tellUnknown(const Element& parent, const RowStep& step, const std::string& walked,
                     const Element& where) {
        std::vector<std::string> known;
        for (const Element& child : parent.children)
            if (isRow(child)) known.push_back(child.attributeOr("id", ""));
        problems_.add(where, (walked.empty() ? "the grammar" : walked) + " has no row " +
                                 textOf(step) + suggestion(step.name, known));
    }

    Element& base_;
    const Dictionary& dictionary_;
    DefinitionProblems problems_;
};

}  // namespace

void markFile(Element& element, const std::string& file) {
    if (element.attribute(file_attribute) == nullptr)
        element.attributes.emplace_back(file_attribute, file);
    for (Element& child : element.children) markFile(child, file);
}

void numberGroups(Element& top, bool all) {
    std::size_t count = 0;
    numberGroupsIn(top, all, count);
}

Result<Element> applyDelta(Element base, const Element& delta, const std::string& file,
                           const Dictionary& dictionary) {
    for (const auto& [name, value] : delta.attributes)
        if (name != "extends") base.setAttribute(name, value);
    base.line = delta.line;
    std::erase_if(base.attributes,
                  [](const auto& attribute) { return attribute.first == file_attribute; });
    Delta differences(base, file, dictionary);
    differences.apply(delta);
    if (!differences.problems().none()) return fail(differences.problems().failure());
    return base;
}

}  // namespace entrepot::mapping
