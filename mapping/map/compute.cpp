// <compute>: the entries whose value an expression gives, in both directions.
#include "mapping/map/field_path.h"
#include "mapping/map/locate.h"
#include "mapping/map/map_reader.h"
#include "mapping/map/map_writer.h"

namespace entrepot::mapping {

namespace findings = exchange::findings;

namespace {

ValueProblem problemOf(ExpressionProblem problem) {
    switch (problem) {
        case ExpressionProblem::not_exact:
            return {findings::value_excess_scale, std::to_string(expression_decimals_max)};
        case ExpressionProblem::overflow:
            return {findings::value_overflow, {}};
        case ExpressionProblem::too_long:
            return {findings::value_overflow, std::to_string(expression_text_max)};
        case ExpressionProblem::not_a_number:
        case ExpressionProblem::division_by_zero:
            break;
    }
    return {findings::value_not_decimal, {}};
}

}  // namespace

// In the end, over what other entries put there. The problem stands at the first input.
void MapReader::compute(const Entry& entry, void* object, Frame& frame) {
    if (!isWanted(entry, object)) return;
    std::vector<Expression::Input> inputs;
    At first{frame.node, no_value};
    for (const Path& path : entry.computed->places) {
        const std::uint32_t found = locate(*tree_, path, frame.node);
        inputs.emplace_back();
        if (found == no_index) continue;
        leftovers_.take(found);
        inputs.back() = tree_->values()[found].text;
        if (first.value == no_value) first = {locateNode(*tree_, path, frame.node), found};
    }
    const auto out = entry.computed->expression.evaluate(inputs, entry.conversion.decimal_marks);
    std::optional<ValueProblem> problem;
    if (!out) {
        problem = problemOf(out.error());
    } else if (*out) {
        Conversion plain;
        plain.field = entry.conversion.field;
        plain.dates = "YYYY-MM-DD|YYYYMMDD";
        problem = readField(plain, **out, {}, holderOf(entry.field, object));
    }
    if (problem && first.value != no_value) tell(*problem, entry, first, frame);
}

void MapWriter::writeComputed(const Entry& entry, const Frame& frame) {
    std::vector<std::string> texts;
    for (const FieldPath& field : entry.computed->fields) {
        const void* object = objectFor(field, frame);
        texts.push_back(object == nullptr ? std::string() : plainText(field.last(), object));
    }
    const std::vector<Expression::Input> inputs(texts.begin(), texts.end());
    auto out = entry.computed->expression.evaluate(
        inputs, ".", entry.conversion.implied ? '.' : entry.conversion.decimal_marks.front());
    if (!out) return tell(problemOf(out.error()), entry, frame, texts.empty() ? "" : texts.front());
    if (!*out) return;
    std::string text = std::move(**out);
    if (entry.conversion.implied) {
        const auto units = parseScaled(text, entry.conversion.implied_scale);
        if (!units)
            return tell(
                {findings::value_excess_scale, std::to_string(entry.conversion.implied_scale)},
                entry, frame, text);
        text = std::to_string(*units);
    }
    putAt(entry.at, frame.node, std::move(text));
}

}  // namespace entrepot::mapping
