#include "mapping/json/model_text.h"

#include <algorithm>

#include "core/base/nearest.h"
#include "mapping/map/conversion.h"

namespace entrepot::mapping {
namespace {

using model::FieldInfo;
using model::FieldKind;
using model::TypeInfo;

class ModelWriter {
public:
    explicit ModelWriter(int indent) : indent_(indent) {}

    void object(const TypeInfo& type, const void* content) {
        out_ += '{';
        ++depth_;
        bool first = true;
        for (const FieldInfo& field : type.fields) {
            if (isEmpty(field, content)) continue;
            separate(first);
            appendJsonText(out_, field.name);
            out_ += indent_ > 0 ? ": " : ":";
            value(field, content);
        }
        close('}', first);
    }
    std::string take() { return std::move(out_); }

private:
    static bool isEmpty(const FieldInfo& field, const void* content) {
        if (isAbsent(field, content)) return true;
        if (field.kind != FieldKind::structure || field.is_list) return false;
        const void* inner = field.get(content);
        return std::all_of(field.type->fields.begin(), field.type->fields.end(),
                           [&](const FieldInfo& below) { return isEmpty(below, inner); });
    }

    void value(const FieldInfo& field, const void* content) {
        if (field.is_list) return list(field, content);
        if (field.kind == FieldKind::structure) return object(*field.type, field.get(content));
        const std::string text = plainText(field, content);
        if (field.kind == FieldKind::integer || field.kind == FieldKind::flag) {
            out_ += text;
        } else {
            appendJsonText(out_, text);
        }
    }

    void list(const FieldInfo& field, const void* content) {
        out_ += '[';
        ++depth_;
        bool first = true;
        for (std::size_t i = 0; i < field.size(content); ++i) {
            separate(first);
            const void* element = field.at(content, i);
            if (field.kind == FieldKind::structure) {
                object(*field.type, element);
            } else {
                appendJsonText(out_, *static_cast<const std::string*>(element));
            }
        }
        close(']', first);
    }

    void separate(bool& first) {
        if (!std::exchange(first, false)) out_ += ',';
        newLine();
    }
    void close(char bracket, bool empty) {
        --depth_;
        if (!empty) newLine();
        out_ += bracket;
    }
    void newLine() {
        if (indent_ == 0) return;
        out_ += '\n';
        out_.append(static_cast<std::size_t>(indent_ * depth_), ' ');
    }

    int indent_;
    int depth_ = 0;
    std::string out_;
};

class ModelReader {
public:
    bool object(const TypeInfo& type, const JsonValue& from, void* into, const std::string& path) {
        if (from.kind != JsonKind::object)
            return wrong(path.empty() ? "the document" : path, "an object", from);
        std::vector<const FieldInfo*> seen;
        for (std::size_t i = 0; i < from.items.size(); ++i) {
            const std::string& name = from.names[i];
            const std::string at = path.empty() ? name : path + "." + name;
            const FieldInfo* field = type.field(name);
            if (field == nullptr) return unknown(type, name, at);
            if (std::find(seen.begin(), seen.end(), field) != seen.end())
                return say(at + " stands twice");
            seen.push_back(field);
            if (!read(*field, from.items[i], into, at)) return false;
        }
        return true;
    }
    std::string problem() { return std::move(problem_); }

private:
    bool read(const FieldInfo& field, const JsonValue& from, void* into, const std::string& path) {
        if (from.kind == JsonKind::null) return true;
        if (field.is_list) return list(field, from, into, path);
        if (field.kind == FieldKind::structure)
            return object(*field.type, from, field.make(into), path);
        return scalar(field, from, into, path);
    }

    bool list(const FieldInfo& field, const JsonValue& from, void* into, const std::string& path) {
        if (from.kind != JsonKind::array) return wrong(path, "a list", from);
        for (std::size_t i = 0; i < from.items.size(); ++i) {
            const std::string at = path + "[" + std::to_string(i + 1) + "]";
            const JsonValue& item = from.items[i];
            void* element = field.append(into);
            if (field.kind == FieldKind::structure) {
                if (!object(*field.type, item, element, at)) return false;
            } else if (item.kind == JsonKind::text) {
                *static_cast<std::string*>(element) = item.text;
            } else {
                return wrong(at, "text", item);
            }
        }
        return true;
    }

    bool scalar(const FieldInfo& field, const JsonValue& from, void* into,
                const std::string& path) {
        const bool number = field.kind == FieldKind::quantity || field.kind == FieldKind::price ||
                            field.kind == FieldKind::amount || field.kind == FieldKind::integer;
        const JsonKind expected = field.kind == FieldKind::flag ? JsonKind::flag : JsonKind::text;
        const bool fits = from.kind == expected || (number && from.kind == JsonKind::number);
        if (!fits) return wrong(path, number ? "a number" : nameOf(expected), from);
        if (field.kind == FieldKind::enumeration && !knowsEnumerator(field, from.text, path))
            return false;
        if (setPlainText(field, from.text, into)) return true;
        return say(
            path + ": \"" + exchange::printable(from.text) + "\" is not " +
            (field.kind == FieldKind::day ? "a day such as 2026-11-21" : "a number we hold"));
    }

    bool knowsEnumerator(const FieldInfo& field, const std::string& name, const std::string& path) {
        std::vector<std::string> known;
        for (const std::string_view value : field.enumeration->values) known.emplace_back(value);
        if (std::find(known.begin(), known.end(), name) != known.end()) return true;
        std::string all;
        for (const std::string& value : known) all += (all.empty() ? "" : ", ") + value;
        return say(path + ": \"" + exchange::printable(name) + "\" is none of " + all);
    }

    bool unknown(const TypeInfo& type, const std::string& name, const std::string& path) {
        std::vector<std::string> known;
        for (const FieldInfo& field : type.fields) known.emplace_back(field.name);
        return say(exchange::printable(path) + ": " + std::string(type.name) +
                   " has no such field" + suggestion(name, known));
    }

    bool wrong(const std::string& path, std::string_view expected, const JsonValue& from) {
        return say(path + " must be " + std::string(expected) + ", not " +
                   std::string(nameOf(from.kind)));
    }

    bool say(std::string what) {
        problem_ = std::move(what);
        return false;
    }

    std::string problem_;
};

}  // namespace

std::string JsonModelText::write(const model::BusinessDocument& document) const {
    ModelWriter writer(indent_);
    writer.object(model::typeOf(document), model::contentOf(document));
    return writer.take();
}

Result<model::BusinessDocument> JsonModelText::read(std::string_view type_name,
                                                    std::string_view text) const {
    auto document = model::makeDocument(type_name);
    if (!document)
        return fail(FailureKind::invalid, "the model has no type " + std::string(type_name),
                    "json");
    const auto value = parseJson(text, limits_);
    if (!value) return fail(value.error());
    ModelReader reader;
    if (!reader.object(model::typeOf(*document), *value, model::contentOf(*document), {}))
        return fail(FailureKind::invalid, reader.problem(), std::string(type_name));
    return std::move(*document);
}

}  // namespace entrepot::mapping
