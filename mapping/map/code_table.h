// Tables that turn a standard's codes into the model's words and back: schemas/codes/<id>.xml.
//
//   <codes id="x12-party-role" unknown="refuse">
//     <code is="BY" means="buyer"/>
//     <code is="SU" means="seller"/>
//     <code is="SE" means="seller"/>      several codes, one meaning: the first listed is written
//     <code is="OB" means="buyer" only="read"/>
//   </codes>
//     <code is="EN" means="gtin" length="13"/>   of pairs: written for values of that length
//
// unknown="keep": what the table does not list stands for itself in both directions.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"
#include "mapping/grammar/grammar.h"

namespace entrepot::mapping {

struct CodeRow {
    std::string code;
    std::string meaning;
    std::size_t length = 0;  // written only for values of this many bytes; 0 = any
};

class CodeTable {
public:
    static Result<CodeTable> load(const std::filesystem::path& file);

    // Row numbers; nothing when it is not listed.
    std::optional<std::size_t> rowOfCode(std::string_view code) const;
    std::optional<std::size_t> rowOfMeaning(std::string_view meaning) const;
    // The row whose `length` is that of the value, or else the first with the meaning.
    std::optional<std::size_t> rowOfMeaning(std::string_view meaning, std::string_view value) const;
    const std::vector<CodeRow>& rows() const { return rows_; }
    const std::string& id() const { return id_; }
    bool keepsUnknown() const { return keeps_unknown_; }

private:
    struct KeyedRow {
        NameKey key = 0;  // 0 = free
        std::uint32_t row = 0;
    };
    // Texts of one column and their rows; of several rows with one text the first listed counts.
    struct Side {
        std::vector<KeyedRow> keys;  // texts up to 8 bytes, hashed, at most half full
        std::size_t key_count = 0;
        std::unordered_map<std::string, std::uint32_t> texts;  // the longer ones
        void add(const std::string& text, std::uint32_t row);
        void addKey(KeyedRow entry);
        std::optional<std::size_t> find(std::string_view text) const;
        std::size_t placeOf(NameKey key) const;
    };

    std::string id_;
    bool keeps_unknown_ = false;
    std::vector<CodeRow> rows_;
    Side by_code_;
    Side by_meaning_;
};

// All tables of a folder; loaded once by the constructor's caller, immutable afterwards.
class CodeTables {
public:
    // `otherwise`: asked for what the folder has not; must live longer.
    static Result<CodeTables> load(const std::filesystem::path& folder,
                                   const CodeTables* otherwise = nullptr);
    const CodeTable* find(std::string_view id) const;  // null when there is none
    std::vector<std::string> ids() const;

private:
    std::map<std::string, std::unique_ptr<CodeTable>, std::less<>> tables_;
    const CodeTables* otherwise_ = nullptr;
};

}  // namespace entrepot::mapping
