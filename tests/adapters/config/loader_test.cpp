#include "adapters/config/loader.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <cstdlib>

#include "tests/support/scratch_directory.h"

using namespace entrepot;
using namespace entrepot::config;
using test::ScratchDirectory;

namespace {

const std::filesystem::path schema = ENTREPOT_SOURCE_DIR "/schemas/xsd/entrepot.xsd";

struct File {
    ScratchDirectory folder;

    Loaded load(std::string_view content, Environment environment = {}) const {
        const auto file = folder.write("conf/entrepot.xml", content);
        return config::load({file, schema, std::move(environment)});
    }
    std::string problems(std::string_view content, Environment environment = {}) const {
        std::string text = textOf(load(content, std::move(environment)).problems);
        const std::string place = (folder.path() / "conf/").string();
        for (auto at = text.find(place); at != std::string::npos; at = text.find(place))
            text.erase(at, place.size());
        return text;
    }
};

std::string shownValue(const Loaded& loaded, std::string_view path) {
    for (const ShownKey& key : loaded.shown)
        if (key.path == path) return key.value + " | " + key.origin;
    return "not shown";
}

}  // namespace

TEST_CASE("an empty configuration is the defaults, and relative paths have their folder") {
    const File file;

    const Loaded loaded = file.load("<entrepot/>");

    CHECK(textOf(loaded.problems).empty());
    CHECK(loaded.configuration.http.port == 8080);
    CHECK(loaded.configuration.limits.body_bytes_max == Limits().body_bytes_max);
    CHECK(loaded.configuration.broker.data == file.folder.path() / "data");
    CHECK(loaded.configuration.store.file == file.folder.path() / "data/entrepot.db");
    CHECK(loaded.configuration.http.tls_key_file.empty());
}

TEST_CASE("a configuration can stand in the current folder") {
    const File file;
    file.folder.write("entrepot.xml", "<entrepot/>");
    const auto before = std::filesystem::current_path();
    const auto absolute_schema = std::filesystem::absolute(schema);
    std::filesystem::current_path(file.folder.path());

    const Loaded loaded = load({"entrepot.xml", absolute_schema, {}});
    std::filesystem::current_path(before);

    CHECK(textOf(loaded.problems).empty());
    CHECK(loaded.configuration.broker.data == file.folder.path().parent_path() / "data");
}

TEST_CASE("the environment comes before the file, the file before the default") {
    const File file;

    const Loaded loaded = file.load(
        "<entrepot>\n<http>\n<port>1</port>\n<threads_max>9</threads_max>\n</http>\n</entrepot>",
        {{"ENTREPOT_HTTP_PORT", "2"}, {"ENTREPOT_URL", "http://elsewhere"}});

    CHECK(textOf(loaded.problems).empty());
    CHECK(loaded.configuration.http.port == 2);
    CHECK(loaded.configuration.http.threads_max == 9);
    CHECK(shownValue(loaded, "http/port") == "2 | environment ENTREPOT_HTTP_PORT");
    CHECK(shownValue(loaded, "http/threads_max").ends_with("entrepot.xml:4"));
    CHECK(shownValue(loaded, "http/queue_max") == "4096 | default");
}

TEST_CASE("watched folders and our identities are lists") {
    const File file;

    const Loaded loaded = file.load(R"(<entrepot>
      <broker><identities><identity><syntax>x12</syntax><id>US</id></identity></identities></broker>
      <folders>
        <folder><name>a</name><path>in/a</path><pattern>*.edi</pattern></folder>
        <folder><name>b</name><path>/absolute/b</path><keep_done>false</keep_done></folder>
      </folders></entrepot>)");

    CHECK(textOf(loaded.problems).empty());
    REQUIRE(loaded.configuration.folders.size() == 2);
    CHECK(loaded.configuration.folders[0].path == file.folder.path() / "data/in/a");
    CHECK(loaded.configuration.folders[1].path == "/absolute/b");
    CHECK_FALSE(loaded.configuration.folders[1].keep_done);
    CHECK(loaded.configuration.broker.identities.at(0).id == "US");
    CHECK(shownValue(loaded, "folders/folder[1]/pattern").starts_with("*.edi | "));
    CHECK(shownValue(loaded, "folders/folder[2]/pattern") == "* | default");
}

TEST_CASE("a configuration is refused with file, line and what to do") {
    struct Row {
        std::string content;
        std::string told;
    };
    const auto row = GENERATE(
        Row{"<entrepot>\n<http>\n<prot>1</prot></http></entrepot>",
            "entrepot.xml:3: unknown key http/prot; did you mean http/port?"},
        Row{"<entrepot>\n<htpp/></entrepot>",
            "entrepot.xml:2: unknown key htpp; did you mean http?"},
        Row{"<entrepot><store><threads_max>3</threads_max></store></entrepot>",
            "entrepot.xml:1: unknown key store/threads_max; did you mean http/threads_max?"},
        Row{"<entrepot><zebra>3</zebra></entrepot>", "entrepot.xml:1: unknown key zebra"},
        Row{"<entrepot><http><port>eighty</port></http></entrepot>",
            "entrepot.xml:1: http/port: 'eighty' is not a whole number"},
        Row{"<entrepot><http><port>99999</port></http></entrepot>",
            "entrepot.xml:1: http/port: '99999' is over the maximum 65535"},
        Row{"<entrepot><http><port>-1</port></http></entrepot>",
            "entrepot.xml:1: http/port: '-1' is under the minimum 0"},
        Row{"<entrepot><http><port>99999999999999999999</port></http></entrepot>",
            "entrepot.xml:1: http/port: '99999999999999999999' is over the maximum 65535"},
        Row{"<entrepot><http><port>1</port>\n<port>2</port></http></entrepot>",
            "entrepot.xml:2: http/port is given a second time"},
        Row{"<entrepot><http><port><x/></port></http></entrepot>",
            "entrepot.xml:1: http/port takes a value, not elements"},
        Row{"<entrepot><http port='1'/></entrepot>",
            "entrepot.xml:1: attribute port is not used; write <port>1</port> inside http"},
        Row{"<entrepot><store><kind>oracle</kind></store></entrepot>",
            "entrepot.xml:1: store/kind: 'oracle' is not one of sqlite, postgresql"},
        Row{"<entrepot><broker><time_zone>Mars/Base</time_zone></broker></entrepot>",
            "entrepot.xml:1: broker/time_zone: 'Mars/Base' is not a time zone of this machine (see "
            "/usr/share/zoneinfo)"},
        Row{"<entrepot><folders><folder>\n<path>x</path></folder></folders></entrepot>",
            "entrepot.xml:1: folders/folder[1]/name is missing"},
        Row{"<entrepot><http><tls_key_file>k.pem</tls_key_file></http></entrepot>",
            "entrepot.xml: http/tls_certificate_file and http/tls_key_file go together: set both "
            "or none"},
        Row{"<entrepot><schemas><xsd_folder>xsd</xsd_folder></schemas></entrepot>",
            "entrepot.xml: schemas/xsd_folder: there is no folder xsd"},
        Row{"<entrepot><http><bodies_bytes_max>65536</bodies_bytes_max></http></entrepot>",
            "entrepot.xml: limits/body_bytes_max is over http/bodies_bytes_max"},
        Row{"<entrepot>\n<http>8080</http></entrepot>", "entrepot.xml:2: "},
        Row{"<entrepot><erp><connection>DSN=a;PWD=b</connection></erp></entrepot>",
            "entrepot.xml:1: erp/connection: 'DSN=a;PWD=b' holds a password"},
        Row{"<broker/>", "entrepot.xml:1: the outermost element is broker; it must be entrepot"},
        Row{"<entrepot>\n<http></entrepot>", "entrepot.xml:2: "}, Row{"", "entrepot.xml:"},
        Row{"<!DOCTYPE a [<!ENTITY e 'x'>]><entrepot/>", "entrepot.xml:1: "});
    const File file;

    const std::string told = file.problems(row.content);

    INFO(row.content);
    CHECK(told.starts_with(row.told));
}

TEST_CASE("every problem is told, in the order of the lines") {
    const File file;

    const std::string told = file.problems(
        "<entrepot>\n<http>\n<prot>1</prot>\n<port>x</port>\n</http>\n<log><level>loud</level>"
        "</log></entrepot>",
        {{"ENTREPOT_HTTP_PROT", "1"}, {"ENTREPOT_STORE_PORT", "0"}});

    CHECK(told ==
          "environment: unknown variable ENTREPOT_HTTP_PROT; did you mean ENTREPOT_HTTP_PORT?\n"
          "environment: ENTREPOT_STORE_PORT: '0' is under the minimum 1\n"
          "entrepot.xml:3: unknown key http/prot; did you mean http/port?\n"
          "entrepot.xml:4: http/port: 'x' is not a whole number\n"
          "entrepot.xml:6: log/level: 'loud' is not one of debug, information, warning, error");
}

TEST_CASE("a missing configuration file is named") {
    const Loaded loaded = load({"/nowhere/entrepot.xml", schema, {}});

    CHECK(textOf(loaded.problems).find("/nowhere/entrepot.xml: cannot be opened") == 0);
}

TEST_CASE("a secret is read from a file or a variable, never from a file everybody may read") {
    const ScratchDirectory folder;
    const auto file = folder.write("secret", "pearl\r\nsecond line");
    ::chmod(file.c_str(), 0600);
    ::setenv("EDGE_TEST_SECRET", "oyster", 1);

    CHECK(readSecret({file.string(), {}}).value() == "pearl");
    CHECK(readSecret({{}, "EDGE_TEST_SECRET"}).value() == "oyster");
    CHECK(readSecret({}).value().empty());
    CHECK(readSecret({{}, "EDGE_TEST_NOT_SET"}).error().kind == FailureKind::not_found);
    CHECK(readSecret({"/nowhere/secret", {}}).error().kind == FailureKind::not_found);
    ::chmod(file.c_str(), 0644);
    CHECK(readSecret({file.string(), {}}).error().kind == FailureKind::denied);
}

TEST_CASE("a secret's own variable is no unknown key") {
    const File file;

    CHECK(file.problems("<entrepot><store><password_env>ENTREPOT_STORE_SECRET</password_env>"
                        "</store></entrepot>",
                        {{"ENTREPOT_STORE_SECRET", "x"}})
              .empty());
}
