#include "mapping/check/check_rules.h"

#include <algorithm>
#include <limits>

#include "core/base/nearest.h"
#include "core/exchange/finding_ids.h"
#include "mapping/grammar/definition_reader.h"
#include "mapping/grammar/grammar_delta.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;
using model::FieldKind;

bool isNumber(const model::FieldInfo& field) {
    return !field.is_list &&
           (field.kind == FieldKind::amount || field.kind == FieldKind::price ||
            field.kind == FieldKind::quantity || field.kind == FieldKind::integer);
}

class RuleReader {
public:
    RuleReader(const xml::Element& row, DefinitionProblems& problems)
        : row_(row), read_(row, problems), problems_(problems) {}

    // Null when the row names none, or one that is not known; told then.
    const model::TypeInfo* document() {
        const std::string name = read_.required("document");
        const model::TypeInfo* type = model::findType(name);
        if (type == nullptr && !name.empty())
            problems_.add(row_, "the model has no document " + name);
        return type;
    }

    std::optional<DateRule> dates(const model::TypeInfo& type) {
        read_.allow({"id", "document", "field", "not-before", "not-after", "days", "finding"});
        DateRule rule;
        rule.not_before = row_.attribute("not-before") != nullptr;
        const auto field = path(type, "field");
        const auto limit = path(type, rule.not_before ? "not-before" : "not-after");
        if (!field || !limit) return std::nullopt;
        if (field->last().kind != FieldKind::day || limit->last().kind != FieldKind::day ||
            limit->inList()) {
            problems_.add(row_, "a day is compared with a day of the document");
            return std::nullopt;
        }
        rule.field = *field;
        rule.limit = *limit;
        rule.days = read_.number("days", 0);
        rule.finding = row_.attributeOr("finding", findings::dates_out_of_order);
        return rule;
    }

    std::optional<SumRule> sum(const model::TypeInfo& document) {
        read_.allow({"id", "document", "in", "total", "of", "or", "unless", "tolerance", "each",
                     "finding"});
        SumRule rule;
        const model::TypeInfo* type = &document;
        if (row_.attribute("in") != nullptr) {
            rule.in = path(document, "in");
            if (!rule.in) return std::nullopt;
            if (!rule.in->last().is_list || rule.in->last().kind != FieldKind::structure) {
                problems_.add(row_, "in=\"...\" must be a list of structures");
                return std::nullopt;
            }
            type = rule.in->last().type;
        }
        const auto total = path(*type, "total");
        if (!total) return std::nullopt;
        if (!isNumber(total->last())) problems_.add(row_, "total=\"...\" is no number");
        rule.total = *total;
        if (row_.attribute("unless") != nullptr) rule.unless = path(*type, "unless");
        rule.tolerance = amount("tolerance");
        rule.each = amount("each");
        rule.finding = row_.attributeOr("finding", findings::sum_differs);
        rule.sums.push_back(terms(*type, read_.required("of")));
        if (const std::string* other = row_.attribute("or"))
            rule.sums.push_back(terms(*type, *other));
        return rule;
    }

    // For every document that has such objects.
    void digits(std::map<const model::TypeInfo*, DocumentChecks>& into) {
        read_.allow({"id", "name", "type", "when", "field", "lengths", "finding"});
        const std::string type = read_.required("type");
        DigitRule rule;
        rule.name = read_.required("name");
        rule.finding = row_.attributeOr("finding", findings::check_digit_wrong);
        for (const std::string& length : wordsOf(read_.required("lengths")))
            rule.lengths.push_back(static_cast<std::size_t>(std::atoi(length.c_str())));
        bool found = false;
        constexpr auto count = std::variant_size_v<model::BusinessDocument>;
        for (const model::TypeInfo* each : documents(std::make_index_sequence<count>())) {
            const model::TypeInfo& document = *each;
            rule.paths.clear();
            const model::TypeInfo* wanted = named(document, type, 0);
            if (wanted == nullptr) continue;
            found = true;
            for (const ModelPath& to : pathsTo(document, *wanted))
                if (auto path = withField(document, to.text)) rule.paths.push_back(*path);
            if (!rule.paths.empty()) into[&document].digits.push_back(rule);
        }
        if (!found && !type.empty()) problems_.add(row_, "no document has a " + type);
    }

private:
    template <std::size_t... I>
    static std::vector<const model::TypeInfo*> documents(std::index_sequence<I...>) {
        return {&model::typeOf(model::BusinessDocument(std::in_place_index<I>))...};
    }

    // The type of that name among those a document is made of.
    static const model::TypeInfo* named(const model::TypeInfo& type, const std::string& name,
                                        int depth) {
        if (type.name == name) return &type;
        if (depth > 8) return nullptr;
        for (const model::FieldInfo& field : type.fields)
            if (field.kind == FieldKind::structure)
                if (const model::TypeInfo* found = named(*field.type, name, depth + 1))
                    return found;
        return nullptr;
    }

    std::optional<ModelPath> withField(const model::TypeInfo& document, const std::string& text) {
        const std::string when = row_.attributeOr("when", "");
        const std::string condition = when.empty() ? "" : "[" + when + "]";
        const auto path =
            resolveModelPath(document, text + condition + "." + read_.required("field"));
        if (path && path->last().kind == FieldKind::text) return *path;
        problems_.add(row_, path ? "the field is no text" : path.error());
        return std::nullopt;
    }

    std::optional<ModelPath> path(const model::TypeInfo& type, std::string_view attribute) {
        const std::string text = read_.required(attribute);
        if (text.empty()) return std::nullopt;
        auto path = resolveModelPath(type, text);
        if (path) return *path;
        problems_.add(row_, path.error());
        return std::nullopt;
    }

    Amount amount(std::string_view attribute) {
        const std::string text = row_.attributeOr(attribute, "0");
        const auto units = parseScaled(text, Amount::scale);
        if (!units) problems_.add(row_, std::string(attribute) + "=\"" + text + "\" is no number");
        return units ? Amount::fromUnits(*units) : Amount();
    }

    // "lines_total | lines.amount + charges.amount - allowances_total"
    std::vector<Term> terms(const model::TypeInfo& type, std::string_view text) {
        std::vector<Term> all;
        bool joins = false;
        bool negative = false;
        for (const std::string& word : wordsOf(text)) {
            if (word == "+" || word == "-") {
                negative = word == "-";
                joins = false;
            } else if (word == "|") {
                joins = true;
            } else if (auto product = readProduct(type, word)) {
                if (!joins || all.empty()) all.push_back({negative, {}});
                all.back().choices.push_back(std::move(*product));
            }
        }
        if (all.empty()) problems_.add(row_, "the sum names nothing");
        return all;
    }

    std::optional<Product> readProduct(const model::TypeInfo& type, std::string_view word) {
        const std::size_t slash = std::min(word.find('/'), word.size());
        const std::size_t star = std::min(word.find('*'), slash);
        const auto first = resolveModelPath(type, word.substr(0, star));
        if (!first) {
            problems_.add(row_, first.error());
            return std::nullopt;
        }
        Product product{*first, {}, nullptr};
        const model::TypeInfo& holder = holderType(type, *first);
        if (!isNumber(first->last())) problems_.add(row_, std::string(word) + " is no number");
        for (std::string_view rest = word.substr(star, slash - star); !rest.empty();) {
            rest.remove_prefix(1);
            const std::size_t end = std::min(rest.find('*'), rest.size());
            if (const auto* factor = beside(holder, rest.substr(0, end)))
                product.factors.push_back(factor);
            rest.remove_prefix(end);
        }
        if (slash < word.size()) product.divisor = beside(holder, word.substr(slash + 1));
        return product;
    }

    static const model::TypeInfo& holderType(const model::TypeInfo& type, const ModelPath& path) {
        const model::TypeInfo* holder = &type;
        for (std::size_t i = 0; i + 1 < path.steps.size(); ++i) holder = path.steps[i].field->type;
        return *holder;
    }

    const model::FieldInfo* beside(const model::TypeInfo& holder, std::string_view name) {
        const model::FieldInfo* field = holder.field(name);
        if (field != nullptr && isNumber(*field)) return field;
        problems_.add(row_, std::string(holder.name) + " has no number " + std::string(name));
        return nullptr;
    }

    const xml::Element& row_;
    AttributeReader read_;
    DefinitionProblems& problems_;
};

Result<std::vector<xml::Element>> rowsOf(const std::filesystem::path& file) {
    if (file.empty() || !std::filesystem::exists(file)) return std::vector<xml::Element>();
    auto content = xml::loadFile(file);
    if (!content) return fail(content.error());
    for (xml::Element& row : content->children) markFile(row, file.string());
    return std::move(content->children);
}

// The partner's rows instead of the common ones of their id.
void overrideBy(std::vector<xml::Element>& rows, const std::vector<xml::Element>& own,
                DefinitionProblems& problems) {
    for (const xml::Element& row : own) {
        const std::string id = row.attributeOr("id", "");
        const auto old = std::find_if(rows.begin(), rows.end(), [&](const xml::Element& each) {
            return each.attributeOr("id", "") == id;
        });
        if (row.name != "remove") {
            if (old == rows.end()) {
                rows.push_back(row);
            } else {
                *old = row;
            }
        } else if (old != rows.end()) {
            rows.erase(old);
        } else {
            std::vector<std::string> known;
            for (const xml::Element& each : rows) known.push_back(each.attributeOr("id", ""));
            problems.add(row, "there is no check " + id + suggestion(id, known));
        }
    }
}

}  // namespace

Result<CheckRules> CheckRules::load(const std::filesystem::path& common,
                                    const std::filesystem::path& own) {
    auto rows = rowsOf(common);
    if (!rows) return fail(rows.error());
    const auto differences = rowsOf(own);
    if (!differences) return fail(differences.error());
    DefinitionProblems problems(common.string());
    overrideBy(*rows, *differences, problems);
    CheckRules rules;
    for (const xml::Element& row : *rows) {
        RuleReader read(row, problems);
        AttributeReader(row, problems).required("id");
        if (row.name == "digits") {
            read.digits(rules.by_document_);
        } else if (row.name == "dates") {
            if (const model::TypeInfo* type = read.document())
                if (auto rule = read.dates(*type))
                    rules.by_document_[type].dates.push_back(std::move(*rule));
        } else if (row.name == "sum") {
            if (const model::TypeInfo* type = read.document())
                if (auto rule = read.sum(*type))
                    rules.by_document_[type].sums.push_back(std::move(*rule));
        } else {
            problems.add(row, "<" + row.name + "> is not known here");
        }
    }
    if (!problems.none()) return fail(problems.failure());
    return rules;
}

const DocumentChecks* CheckRules::find(const model::TypeInfo& document) const {
    const auto found = by_document_.find(&document);
    return found == by_document_.end() ? nullptr : &found->second;
}

}  // namespace entrepot::mapping
