#include "adapters/http/problem.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cstdlib>

#include "core/base/check.h"
#include "mapping/xml/element.h"

namespace entrepot::http {
namespace {

namespace json = boost::json;

std::string filled(std::string text, const Problem& problem) {
    for (const auto& [name, value] : problem.values) {
        const std::string mark = "{" + name + "}";
        for (auto at = text.find(mark); at != std::string::npos;
             at = text.find(mark, at + value.size()))
            text.replace(at, mark.size(), value);
    }
    return text;
}

json::array errorsOf(const Problem& problem) {
    json::array errors;
    for (const ProblemError& error : problem.errors) {
        json::object entry{{"id", error.id}, {"detail", error.detail}};
        for (const auto& [name, value] : error.members) entry[name] = value;
        errors.push_back(std::move(entry));
    }
    return errors;
}

}  // namespace

Problem problemOf(const Failure& failure) {
    const auto make = [](std::string id, int retry_after_seconds = 0) {
        Problem problem;
        problem.id = std::move(id);
        problem.retry_after_seconds = retry_after_seconds;
        return problem;
    };
    const auto with_words = [&](std::string id) {
        Problem problem = make(std::move(id));
        problem.values.emplace_back("what", failure.what);
        return problem;
    };
    switch (failure.kind) {
        case FailureKind::unavailable:
            return make("unavailable", 5);
        case FailureKind::timeout:
            return make("timeout", 5);
        case FailureKind::busy:
            return make("busy", 1);
        case FailureKind::cancelled:
            return make("stopping", 10);
        case FailureKind::storage_full:
            return make("storage-full", 60);
        case FailureKind::corrupt:
            return make("internal");
        case FailureKind::not_found:
            return make("not-found");
        case FailureKind::denied:
            return make("forbidden");
        case FailureKind::conflict:
            return with_words("conflict");
        case FailureKind::invalid:
            return with_words("invalid");
        case FailureKind::too_large:
            return with_words("too-large");
    }
    return make("internal");
}

Result<ProblemTexts> ProblemTexts::load(const std::filesystem::path& file,
                                        const std::filesystem::path& schema) {
    const auto root = mapping::xml::loadFile(file, {.schema = schema});
    if (!root) return fail(root.error());
    ProblemTexts texts;
    for (const mapping::xml::Element& problem : root->children) {
        Entry& entry = texts.entries_[problem.attributeOr("id", "")];
        entry.status = std::atoi(problem.attributeOr("status", "500").c_str());
        for (const mapping::xml::Element& words : problem.children) {
            Words& target =
                words.attributeOr("language", "") == "zh-CN" ? entry.chinese : entry.english;
            target = {words.attributeOr("title", ""), words.text};
        }
    }
    return texts;
}

Response ProblemTexts::response(const Problem& problem, const Request& request) const {
    const auto found = entries_.find(problem.id);
    check(found != entries_.end(), "a problem without words in schemas/texts/problems.xml");
    const Entry& entry = found->second;
    const bool chinese = request.language() == Language::chinese;
    const Words& words = chinese ? entry.chinese : entry.english;
    json::object body{{"type", "urn:entrepot:problem:" + problem.id},
                      {"title", words.title},
                      {"status", entry.status},
                      {"detail", filled(words.detail, problem)},
                      {"instance", "urn:entrepot:request:" + request.id}};
    if (!problem.errors.empty()) body["errors"] = errorsOf(problem);
    Response response{entry.status, "application/problem+json", problem.headers,
                      json::serialize(body)};
    response.headers.emplace_back("Content-Language", chinese ? "zh-CN" : "en");
    if (problem.retry_after_seconds > 0)
        response.headers.emplace_back("Retry-After", std::to_string(problem.retry_after_seconds));
    return response;
}

std::vector<std::string> ProblemTexts::ids() const {
    std::vector<std::string> ids;
    for (const auto& [id, entry] : entries_) ids.push_back(id);
    return ids;
}

}  // namespace entrepot::http
