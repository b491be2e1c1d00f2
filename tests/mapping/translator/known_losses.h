// What is known to change on the way from one form into another, with the reason: the table
// tests/golden/any_to_any/losses.txt.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace entrepot::mapping::test {

struct Difference {
    // lost: the form has no place and writing said so; cut: the text was too long, as was said;
    // silent, changed: nothing said so; added: the document did not have it;
    // apart: the form is for other documents of that type. refused: the form demands what the
    // document does not say, and writing said so; broken: what was written is wrong and nothing
    // said so.
    std::string what;
    std::string document;  // "Order"
    std::string target;    // "tradacoms/9/ORDERS"
    std::string fact;      // "lines.ids[gtin]"; of apart with its value, "kind=invoice"
};

class KnownLosses {
public:
    explicit KnownLosses(const std::filesystem::path& file);

    bool knows(const Difference& difference);
    // Rows that nothing needed: the loss is mended, the row is to go.
    std::string unused() const;

private:
    struct Row {
        Difference pattern;  // '*' stands for any text
        std::string line;
        bool used = false;
    };
    std::vector<Row> rows_;
};

}  // namespace entrepot::mapping::test
