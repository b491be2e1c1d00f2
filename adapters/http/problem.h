// Refusals that a person or a program can act on: RFC 9457 problem+json.
//
// A problem is an id and its values; status and words, in English and Chinese, come from
// schemas/texts/problems.xml.
#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/http/message.h"
#include "core/base/result.h"

namespace entrepot::http {

// One entry of errors[].
struct ProblemError {
    std::string id;                                            // "element-too-long"
    std::string detail;                                        // words, in the reader's language
    std::vector<std::pair<std::string, std::string>> members;  // "severity", "segment" ...
};

struct Problem {
    std::string id;                                           // "unauthorized"
    std::vector<std::pair<std::string, std::string>> values;  // fill {name} in the words
    std::vector<ProblemError> errors;
    int retry_after_seconds = 0;  // 0 = not said
    Headers headers;
};

// What a failure of the world means to the caller. Its own words are shown only where the caller
// can act on them.
Problem problemOf(const Failure& failure);

class ProblemTexts {
public:
    static Result<ProblemTexts> load(const std::filesystem::path& file,
                                     const std::filesystem::path& schema);

    Response response(const Problem& problem, const Request& request) const;
    std::vector<std::string> ids() const;

private:
    struct Words {
        std::string title;
        std::string detail;
    };
    struct Entry {
        int status = 500;
        Words english;
        Words chinese;
    };
    std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace entrepot::http
