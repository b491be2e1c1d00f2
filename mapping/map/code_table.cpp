#include "mapping/map/code_table.h"

#include <algorithm>

#include "mapping/grammar/definition_reader.h"

namespace entrepot::mapping {

void CodeTable::Side::add(const std::string& text, std::uint32_t row) {
    const NameKey key = nameKey(text);
    if (key == 0) {
        texts.emplace(text, row);
    } else {
        addKey({key, row});
    }
}

void CodeTable::Side::addKey(KeyedRow entry) {
    if (2 * (key_count + 1) > keys.size()) {
        std::vector<KeyedRow> old(std::max<std::size_t>(16, 2 * keys.size()));
        old.swap(keys);
        key_count = 0;
        for (const KeyedRow& row : old)
            if (row.key != 0) addKey(row);
    }
    KeyedRow& place = keys[placeOf(entry.key)];
    if (place.key != 0) return;
    place = entry;
    ++key_count;
}

// Where the key is, or the free place where it would be.
std::size_t CodeTable::Side::placeOf(NameKey key) const {
    const std::size_t mask = keys.size() - 1;
    std::size_t at = (key * 0x9E3779B97F4A7C15u >> 32) & mask;
    while (keys[at].key != 0 && keys[at].key != key) at = (at + 1) & mask;
    return at;
}

std::optional<std::size_t> CodeTable::Side::find(std::string_view text) const {
    if (const NameKey key = nameKey(text); key != 0) {
        if (keys.empty()) return std::nullopt;
        const KeyedRow& place = keys[placeOf(key)];
        if (place.key == 0) return std::nullopt;
        return place.row;
    }
    const auto found = texts.find(std::string(text));
    if (found == texts.end()) return std::nullopt;
    return found->second;
}

Result<CodeTable> CodeTable::load(const std::filesystem::path& file) {
    const auto content = xml::loadFile(file);
    if (!content) return fail(content.error());
    DefinitionProblems problems(file.string());
    CodeTable table;
    const AttributeReader top(*content, problems);
    top.allow({"id", "name", "unknown"});
    table.id_ = top.required("id");
    if (table.id_ != file.stem().string())
        problems.add(*content, "id=\"" + table.id_ + "\" but the file is " + file.stem().string());
    const std::string unknown = content->attributeOr("unknown", "refuse");
    if (unknown != "refuse" && unknown != "keep")
        problems.add(*content, "unknown=\"" + unknown + "\" is none of refuse, keep");
    table.keeps_unknown_ = unknown == "keep";
    for (const xml::Element& row : content->children) {
        const AttributeReader read(row, problems);
        read.allow({"is", "means", "only", "length", "name"});
        const auto number = static_cast<std::uint32_t>(table.rows_.size());
        table.rows_.push_back(
            {read.required("is"), read.required("means"), read.number("length", 0)});
        const std::string only = row.attributeOr("only", "");
        if (!only.empty() && only != "read" && only != "write")
            problems.add(row, "only=\"" + only + "\" is none of read, write");
        if (only != "write") table.by_code_.add(table.rows_.back().code, number);
        if (only != "read") table.by_meaning_.add(table.rows_.back().meaning, number);
    }
    if (!problems.none()) return fail(problems.failure());
    return table;
}

std::optional<std::size_t> CodeTable::rowOfCode(std::string_view code) const {
    return by_code_.find(code);
}

std::optional<std::size_t> CodeTable::rowOfMeaning(std::string_view meaning) const {
    return by_meaning_.find(meaning);
}

std::optional<std::size_t> CodeTable::rowOfMeaning(std::string_view meaning,
                                                   std::string_view value) const {
    const auto first = rowOfMeaning(meaning);
    if (!first || rows_[*first].length == 0) return first;
    for (std::size_t i = 0; i < rows_.size(); ++i)
        if (rows_[i].meaning == meaning && rows_[i].length == value.size()) return i;
    return first;
}

Result<CodeTables> CodeTables::load(const std::filesystem::path& folder,
                                    const CodeTables* otherwise) {
    CodeTables tables;
    tables.otherwise_ = otherwise;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
        if (entry.path().extension() != ".xml") continue;
        auto table = CodeTable::load(entry.path());
        if (!table) return fail(table.error());
        auto id = table->id();
        tables.tables_.emplace(std::move(id), std::make_unique<CodeTable>(std::move(*table)));
    }
    return tables;
}

const CodeTable* CodeTables::find(std::string_view id) const {
    const auto found = tables_.find(id);
    if (found != tables_.end()) return found->second.get();
    return otherwise_ == nullptr ? nullptr : otherwise_->find(id);
}

std::vector<std::string> CodeTables::ids() const {
    std::vector<std::string> all;
    if (otherwise_ != nullptr) all = otherwise_->ids();
    for (const auto& [id, table] : tables_) all.push_back(id);
    return all;
}

}  // namespace entrepot::mapping
