// Any text is an expression or a mistake with its place; an expression gives the same twice, for
// inputs of all kinds, within its bounds.
#include "mapping/map/expression.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace entrepot::mapping;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto expression = Expression::parse(text);
    if (!expression) {
        if (expression.error().at > text.size() || expression.error().what.empty()) std::abort();
        return 0;
    }
    const Expression::Input kinds[] = {
        std::nullopt, "12.5", "-9223372036854775807", "0.000000001", "中文", "", text};
    for (std::size_t kind = 0; kind < std::size(kinds); ++kind) {
        std::vector<Expression::Input> inputs;
        for (std::size_t i = 0; i < expression->inputs().size(); ++i)
            inputs.push_back(kinds[(kind + i) % std::size(kinds)]);
        const auto first = expression->evaluate(inputs, ".,");
        const auto second = expression->evaluate(inputs, ".,");
        if (first != second) std::abort();
        if (first && *first && (*first)->empty()) std::abort();
    }
    return 0;
}
