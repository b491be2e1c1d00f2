#include "mapping/map/code_table.h"

#include <algorithm>

#include "mapping/grammar/definition_reader.h"

namespace entrepot::mapping {

void CodeTable::Side::add(const std::string& text, std::uint32_t row) {
    if (const NameKey key = nameKey(text); key != 0) {
        keys.emplace_back(key, row);
    } else {
        texts.emplace(text, row);
    }
}

// Of several rows with one text the first listed counts.
void CodeTable::Side::sort() {
    std::sort(keys.begin(), keys.end());
    const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
    keys.erase(std::unique(keys.begin(), keys.end(), same), keys.end());
}

std::optional<std::size_t> CodeTable::Side::find(std::string_view text) const {
    if (const NameKey key = nameKey(text); key != 0) {
        const auto found = std::lower_bound(keys.begin(), keys.end(), std::pair{key, 0u});
        if (found == keys.end() || found->first != key) return std::nullopt;
        return found->second;
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
    table.by_code_.sort();
    table.by_meaning_.sort();
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
