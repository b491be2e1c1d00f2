// ports::Words that says the id, and the language when it is Chinese.
#pragma once
#include <string>

#include "core/ports/words.h"

namespace entrepot::test {

class PlainWords : public ports::Words {
public:
    std::string sentence(const exchange::Finding& finding, Language language) const override {
        return said(finding.id, language);
    }
    std::string sentence(const model::Reason& reason, Language language) const override {
        return said(reason.id, language);
    }

private:
    static std::string said(const std::string& id, Language language) {
        return language == Language::chinese ? "中文 " + id : "words of " + id;
    }
};

}  // namespace entrepot::test
