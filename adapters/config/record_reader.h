// Reads an XML file of ours key by key into whatever the keys are bound to, and keeps every problem
// with its line and every value's origin.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mapping/xml/element.h"

namespace entrepot::config {

struct Problem {
    std::string file;        // or "environment"
    std::uint32_t line = 0;  // 0 = none
    std::string what;

    std::string text() const;  // "conf/entrepot.xml:12: what"
};

struct RecordLog {
    std::string file;
    std::string prefix;  // of the list element being read: "folders/folder[2]/"
    std::vector<Problem> problems;
    std::map<std::string, std::string> origins;  // full path -> "file:line"

    void add(std::uint32_t line, std::string what);
};

struct BoundKey {
    std::string path;  // "http/port"
    bool required = false;
    std::function<std::optional<std::string>(std::string_view)> set;  // returns what is wrong
};

struct BoundList {
    std::string path;  // "folders/folder"
    std::function<void(const mapping::xml::Element&, RecordLog&)> read;
};

struct BoundRecord {
    std::vector<BoundKey> keys;
    std::vector<BoundList> lists;
};

// Every child element must be a key, a list element or a section of the record.
void readRecord(const mapping::xml::Element& root, const BoundRecord& record, RecordLog& log);

// What is wrong with a whole number; nothing when it is in `value`.
std::optional<std::string> readNumber(std::string_view text, std::int64_t minimum,
                                      std::int64_t maximum, std::int64_t& value);

std::string joined(const std::vector<std::string>& words, std::string_view separator);

}  // namespace entrepot::config
