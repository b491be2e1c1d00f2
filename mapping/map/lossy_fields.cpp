#include "mapping/map/lossy_fields.h"

#include <algorithm>

namespace entrepot::mapping {
namespace {

// One scope of an object, and which ways the lists around it go.
struct Variant {
    std::uint32_t scope = 0;
    bool read = true;
    bool written = true;
};

// All scopes that fill the same objects: what one of them does not write, another may.
using Variants = std::vector<Variant>;

bool isData(const Entry& entry) {
    return entry.kind == EntryKind::value || entry.kind == EntryKind::values ||
           entry.kind == EntryKind::pairs || entry.kind == EntryKind::list;
}

bool isOwnList(const Entry& entry) {
    return entry.kind == EntryKind::list && entry.field.up == 0;
}

// A period is one value for both its days.
bool covers(const Entry& entry, const std::string& field) {
    if (entry.field.up > 0) return false;
    return entry.field.text == field ||
           (entry.conversion.from != nullptr && field.starts_with(entry.field.text + "."));
}

bool reads(const Entry& entry, const std::string& field) {
    return (isData(entry) || entry.kind == EntryKind::set) && !entry.copy &&
           entry.direction != Direction::write && covers(entry, field);
}

bool writes(const Entry& entry, const std::string& field) {
    return isData(entry) && entry.direction != Direction::read && covers(entry, field);
}

class Search {
public:
    explicit Search(const Map& map) : map_(map) {}

    std::vector<LossyField> run() {
        visit({Variant{}});
        return std::move(found_);
    }

private:
    const std::vector<Entry>& entries(const Variant& variant) const {
        return map_.scopes[variant.scope].entries;
    }

    // Two fields at one place: the second would take it.
    void examinePlaces(const Variant& variant) {
        std::vector<const Entry*> written;
        for (const Entry& entry : entries(variant)) {
            if (!isAlways(entry)) continue;
            const auto same = std::find_if(written.begin(), written.end(), [&](const Entry* other) {
                return other->at.text == entry.at.text && other->at.up == entry.at.up;
            });
            if (same == written.end()) {
                written.push_back(&entry);
            } else {
                tell(entry, "is written where " + (*same)->field.text + " is, " + entry.at.text);
            }
        }
    }

    static bool isAlways(const Entry& entry) {
        return entry.kind == EntryKind::value && !entry.copy && entry.when.empty() &&
               entry.beside.empty() && entry.direction != Direction::read &&
               entry.conversion.format_component == 0;
    }

    void visit(Variants variants) {
        if (!around_.empty()) addGroups(variants);
        around_.push_back(variants);
        std::vector<std::string> lists;
        for (const Variant& variant : variants) {
            if (variant.written) examinePlaces(variant);
            for (const Entry& entry : entries(variant)) {
                examine(variant, entry);
                if (isOwnList(entry) &&
                    std::find(lists.begin(), lists.end(), entry.field.text) == lists.end())
                    lists.push_back(entry.field.text);
            }
        }
        for (const std::string& list : lists) visit(inside(variants, list));
        around_.pop_back();
    }

    Variants inside(const Variants& variants, const std::string& list) const {
        Variants all;
        for (const Variant& variant : variants)
            for (const Entry& entry : entries(variant))
                if (isOwnList(entry) && entry.field.text == list)
                    all.push_back({entry.scope, variant.read && entry.direction != Direction::write,
                                   variant.written && entry.direction != Direction::read});
        return all;
    }

    // Values that a level of a tree has for all elements of a list below it.
    void addGroups(Variants& variants) const {
        const model::TypeInfo* type = map_.scopes[variants.front().scope].type;
        for (const TreeRule& tree : map_.trees)
            for (const TreeLevel& level : tree.levels)
                if (level.kind == TreeLevel::Kind::group && level.of->type == type)
                    variants.push_back({level.scope});
    }

    void examine(const Variant& variant, const Entry& entry) {
        if (entry.narrowed && variant.written && !isWritten(entry.field.text))
            tell(entry, "is read here and written nowhere; say only=\"read\"");
        const bool copied = entry.copy && entry.direction == Direction::both && variant.read;
        if (!copied || entry.field.up >= around_.size()) return;
        const Variants& objects = around_[around_.size() - 1 - entry.field.up];
        if (!isRead(objects, entry.field.text.substr(3u * entry.field.up)))
            tell(entry, "is written here and read nowhere; say only=\"write\"");
    }

    bool isWritten(const std::string& field) const {
        const Variants& variants = around_.back();
        return std::any_of(variants.begin(), variants.end(), [&](const Variant& variant) {
            return isFixed(variant, field) ||
                   (variant.written &&
                    std::any_of(entries(variant).begin(), entries(variant).end(),
                                [&](const Entry& entry) { return writes(entry, field); }));
        });
    }

    bool isRead(const Variants& variants, const std::string& field) const {
        return std::any_of(variants.begin(), variants.end(), [&](const Variant& variant) {
            return isFixed(variant, field) ||
                   (variant.read &&
                    std::any_of(entries(variant).begin(), entries(variant).end(),
                                [&](const Entry& entry) { return reads(entry, field); }));
        });
    }

    bool isFixed(const Variant& variant, const std::string& field) const {
        const auto& fixed = map_.scopes[variant.scope].fixed;
        return std::any_of(fixed.begin(), fixed.end(),
                           [&](const FixedField& each) { return each.field.text == field; });
    }

    void tell(const Entry& entry, const std::string& what) {
        found_.push_back({entry.file.empty() ? map_.file : entry.file, entry.line,
                          entry.field.text + " " + what});
    }

    const Map& map_;
    std::vector<Variants> around_;  // outermost first
    std::vector<LossyField> found_;
};

}  // namespace

std::vector<LossyField> lossyFields(const Map& map) {
    return Search(map).run();
}

}  // namespace entrepot::mapping
