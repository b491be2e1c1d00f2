#include "adapters/config/record_reader.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "core/base/nearest.h"

namespace entrepot::config {
namespace {

using mapping::xml::Element;

class Reader {
public:
    Reader(const BoundRecord& record, RecordLog& log) : record_(record), log_(log) {}

    void readSection(const Element& section, const std::string& prefix) {
        refuseAttributes(section);
        for (const Element& child : section.children) readChild(child, prefix);
    }

    void requireKeys(const Element& root) {
        for (const BoundKey& key : record_.keys)
            if (key.required && !seen_.contains(key.path))
                log_.add(root.line, log_.prefix + key.path + " is missing");
    }

private:
    void readChild(const Element& child, const std::string& prefix) {
        const std::string path = prefix + child.name;
        const auto key = std::ranges::find(record_.keys, path, &BoundKey::path);
        const auto list = std::ranges::find(record_.lists, path, &BoundList::path);
        if (key != record_.keys.end())
            readKey(child, *key);
        else if (list != record_.lists.end())
            readItem(child, *list);
        else if (isSection(path + "/"))
            readSection(child, path + "/");
        else
            log_.add(child.line, "unknown key " + log_.prefix + path + suggestion(prefix, path));
    }

    void readKey(const Element& element, const BoundKey& key) {
        refuseAttributes(element);
        const std::string name = log_.prefix + key.path;
        if (!element.children.empty())
            return log_.add(element.line, name + " takes a value, not elements");
        if (!seen_.insert(key.path).second)
            return log_.add(element.line, name + " is given a second time");
        if (const auto problem = key.set(element.text))
            return log_.add(element.line, name + ": '" + element.text + "' " + *problem);
        log_.origins[name] = log_.file + ":" + std::to_string(element.line);
    }

    void readItem(const Element& element, const BoundList& list) {
        const std::string outside = log_.prefix;
        log_.prefix += list.path + "[" + std::to_string(++items_[list.path]) + "]/";
        list.read(element, log_);
        log_.prefix = outside;
    }

    void refuseAttributes(const Element& element) {
        for (const auto& [name, value] : element.attributes)
            log_.add(element.line, "attribute " + name + " is not used; write <" + name + ">" +
                                       value + "</" + name + "> inside " + element.name);
    }

    bool isSection(const std::string& path) const {
        return std::ranges::any_of(
            paths(), [&](const std::string& known) { return known.starts_with(path); });
    }

    std::vector<std::string> paths() const {
        std::vector<std::string> paths;
        for (const BoundKey& key : record_.keys) paths.push_back(key.path);
        for (const BoundList& list : record_.lists) paths.push_back(list.path);
        return paths;
    }

    // A slip is most often in a name of the same level; else the key may belong elsewhere.
    std::string suggestion(const std::string& prefix, const std::string& path) const {
        const std::string name = path.substr(prefix.size());
        std::set<std::string> level;
        for (const std::string& known : paths())
            if (known.starts_with(prefix)) level.insert(firstPart(known.substr(prefix.size())));
        const std::vector<std::string> siblings(level.begin(), level.end());
        auto found = nearestName(name, siblings);
        if (found) found = prefix + *found;
        if (!found) found = sameName(name);
        return found ? "; did you mean " + log_.prefix + *found + "?" : std::string();
    }

    static std::string firstPart(const std::string& path) { return path.substr(0, path.find('/')); }

    std::optional<std::string> sameName(const std::string& name) const {
        for (const std::string& known : paths())
            if (known == name || known.ends_with("/" + name)) return known;
        return nearestName(name, paths());
    }

    const BoundRecord& record_;
    RecordLog& log_;
    std::set<std::string> seen_;
    std::map<std::string, int> items_;
};

}  // namespace

std::string Problem::text() const {
    if (line == 0) return file + ": " + what;
    return file + ":" + std::to_string(line) + ": " + what;
}

void RecordLog::add(std::uint32_t line, std::string what) {
    problems.push_back({file, line, std::move(what)});
}

void readRecord(const Element& root, const BoundRecord& record, RecordLog& log) {
    Reader reader(record, log);
    reader.readSection(root, "");
    reader.requireKeys(root);
}

std::optional<std::string> readNumber(std::string_view text, std::int64_t minimum,
                                      std::int64_t maximum, std::int64_t& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::invalid_argument || end != text.data() + text.size())
        return "is not a whole number";
    if (error != std::errc() || value > maximum)
        return "is over the maximum " + std::to_string(maximum);
    if (value < minimum) return "is under the minimum " + std::to_string(minimum);
    return std::nullopt;
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
    std::string text;
    for (const std::string& word : words) {
        if (!text.empty()) text += separator;
        text += word;
    }
    return text;
}

}  // namespace entrepot::config
