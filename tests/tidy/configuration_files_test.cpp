// The key table, conf/entrepot.example.xml and the XSDs say the same.
#include <catch2/catch.hpp>
#include <regex>
#include <set>

#include "adapters/config/keys.h"
#include "adapters/config/loader.h"
#include "adapters/config/partner_keys.h"
#include "mapping/xml/element.h"
#include "tests/support/files.h"
#include "tests/support/scratch_directory.h"

using namespace entrepot;
using namespace entrepot::config;

namespace {

const std::filesystem::path source = ENTREPOT_SOURCE_DIR;
const std::filesystem::path schema = source / "schemas/xsd/entrepot.xsd";
const std::filesystem::path example = source / "conf/entrepot.example.xml";

// "http/port" -> the element; lists stand for their first element.
const mapping::xml::Element* at(const mapping::xml::Element& root, std::string_view path) {
    const mapping::xml::Element* element = &root;
    while (element != nullptr && !path.empty()) {
        const auto slash = path.find('/');
        element = element->child(path.substr(0, slash));
        path = slash == std::string_view::npos ? "" : path.substr(slash + 1);
    }
    return element;
}

// One element per path component, with this value in the innermost.
std::string nested(std::string path, const std::string& value) {
    const auto slash = path.find('/');
    const std::string name = path.substr(0, slash);
    const std::string inside =
        slash == std::string::npos ? value : nested(path.substr(slash + 1), value);
    return "<" + name + ">" + inside + "</" + name + ">";
}

bool schemaAccepts(const std::string& root, const std::string& content,
                   const std::filesystem::path& xsd) {
    return mapping::xml::loadText("<" + root + ">" + content + "</" + root + ">", "x.xml",
                                  {.schema = xsd})
        .has_value();
}

}  // namespace

TEST_CASE("the example configuration is valid and holds every key with its default") {
    const Loaded loaded = load({example, schema, {}});
    const auto root = mapping::xml::loadFile(example);
    REQUIRE(root.has_value());

    CHECK(textOf(loaded.problems).empty());
    for (const auto& key : configurationKeys().keys) {
        INFO(key.path);
        const auto* element = at(*root, key.path);
        REQUIRE(element != nullptr);
        CHECK(element->text == key.get(Configuration()));
    }
    for (const auto& list : configurationKeys().lists)
        for (const ListKey& key : list.keys) {
            INFO(list.path + "/" + key.path);
            const auto* element = at(*root, list.path + "/" + key.path);
            REQUIRE(element != nullptr);
            if (!key.value.empty() && !key.required) CHECK(element->text == key.value);
        }
}

TEST_CASE("the example configuration says the meaning and the unit of every key") {
    const std::string text = test::contentOf(example);
    std::string flat;
    for (const char c : text)
        if (c != '\n' && (c != ' ' || !flat.ends_with(' '))) flat += c == '\n' ? ' ' : c;

    for (const auto& key : configurationKeys().keys) {
        INFO(key.path);
        const std::string first_words = key.meaning.substr(0, key.meaning.find(' ', 20));
        CHECK(flat.find(first_words) != std::string::npos);
        CHECK_FALSE(key.meaning.empty());
    }
}

TEST_CASE("the shipped configurations are valid") {
    for (const char* file : {"conf/entrepot.xml", "conf/demo/entrepot.xml"}) {
        INFO(file);
        CHECK(textOf(load({source / file, schema, {}}).problems).empty());
    }
}

TEST_CASE("the XSDs know every key and refuse what the keys refuse") {
    for (const auto& key : configurationKeys().keys) {
        INFO(key.path);
        CHECK(schemaAccepts("entrepot", nested(key.path, key.get(Configuration())), schema));
        if (!key.allowed.empty())
            CHECK_FALSE(schemaAccepts("entrepot", nested(key.path, "?"), schema));
    }
    const auto partner = source / "schemas/xsd/partner.xsd";
    for (const auto& key : partnerKeys().keys) {
        if (key.path == "name") continue;
        INFO(key.path);
        const std::string content = "<name>x</name>" + nested(key.path, key.get(PartnerFile()));
        CHECK(schemaAccepts("partner", content, partner));
    }
    CHECK_FALSE(schemaAccepts("entrepot", "<zebra/>", schema));
    CHECK_FALSE(schemaAccepts("partner", "<name>x</name><zebra/>", partner));
}

TEST_CASE("every key has an environment variable of its own") {
    std::set<std::string> names;
    for (const auto& key : configurationKeys().keys) names.insert(environmentName(key.path));

    CHECK(names.size() == configurationKeys().keys.size());
    CHECK(names.contains("ENTREPOT_HTTP_PORT"));
}

TEST_CASE("every limit in core/base/limits.h is a key") {
    const std::string header = test::contentOf(source / "core/base/limits.h");
    const std::regex member("(\\w+_max) = ");
    int count = 0;
    for (std::sregex_iterator found(header.begin(), header.end(), member), end; found != end;
         ++found, ++count) {
        const std::string path = "limits/" + (*found)[1].str();
        INFO(path);
        CHECK(std::ranges::any_of(configurationKeys().keys,
                                  [&](const auto& key) { return key.path == path; }));
    }
    CHECK(count >= 9);
}
