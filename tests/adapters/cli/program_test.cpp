// The command line as its user sees it: what goes to which stream, and the exit code.
#include <fcntl.h>
#include <unistd.h>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>

#include "adapters/cli/command.h"
#include "adapters/http/server.h"
#include "tests/adapters/api/api_fixture.h"
#include "tests/support/files.h"
#include "tests/support/sample_orders.h"
#include "tests/support/scratch_directory.h"

using namespace entrepot;
using namespace entrepot::test;
using boost::json::parse;

namespace {

struct Said {
    int exit = -1;
    std::string data;
    std::string talk;
};

// A stream into memory.
class Memory {
public:
    Memory() : file_(::open_memstream(&text_, &size_)) {}
    ~Memory() {
        std::fclose(file_);
        std::free(text_);
    }
    Memory(const Memory&) = delete;
    Memory& operator=(const Memory&) = delete;

    std::FILE* file() const { return file_; }
    std::string text() const {
        std::fflush(file_);
        return {text_, size_};
    }

private:
    char* text_ = nullptr;
    std::size_t size_ = 0;
    std::FILE* file_;
};

Said run(std::vector<std::string> arguments) {
    std::vector<const char*> pointers{"entrepot"};
    for (const std::string& argument : arguments) pointers.push_back(argument.c_str());
    const Memory data;
    const Memory talk;
    cli::Terminal terminal(data.file(), talk.file());
    const cli::Exit exit =
        cli::runProgram(static_cast<int>(pointers.size()), pointers.data(), terminal);
    return {static_cast<int>(exit), data.text(), talk.text()};
}

std::string goodOrder() {
    return test::x12Order({.number = "PO-77",
                           .control = "77",
                           .sender = "NORTHWIND",
                           .receiver = "ENTREPOT",
                           .issued = Day(std::chrono::year(2026) / 11 / 21),
                           .wanted = "20261201",
                           .lines = {{.item = "TENT-2P", .quantity = "5", .unit = "EA"}}});
}

const std::string demo = std::string(ENTREPOT_SOURCE_DIR) + "/conf/demo/entrepot.xml";

// The demo partners with a data folder of the test's own.
std::string configurationIn(const ScratchDirectory& folder) {
    return folder
        .write("entrepot.xml", "<entrepot><broker><data>data</data><partners>" +
                                   std::filesystem::absolute(demo).parent_path().string() +
                                   "/partners</partners></broker></entrepot>")
        .string();
}

}  // namespace

TEST_CASE("help is data, a wrong command is talk and exit 2") {
    const Said help = run({"--help"});
    const Said sub = run({"documents", "list", "--help"});
    const Said none = run({});
    const Said wrong = run({"documnets"});
    const Said option = run({"version", "--colour"});

    CHECK(help.exit == 0);
    CHECK(help.data.find("validate") != std::string::npos);
    CHECK(help.talk.empty());
    CHECK(sub.data.find("Example: entrepot documents list") != std::string::npos);
    for (const Said& said : {none, wrong, option}) {
        CHECK(said.exit == 2);
        CHECK(said.data.empty());
        CHECK_FALSE(said.talk.empty());
    }
}

TEST_CASE("what cannot be written ends with 3, help too") {
    for (const char* argument : {"version", "--help"}) {
        std::FILE* full = std::fopen("/dev/full", "w");
        const Memory talk;
        cli::Terminal terminal(full, talk.file());
        const char* const arguments[] = {"entrepot", argument};
        const cli::Exit exit = cli::runProgram(2, arguments, terminal);
        std::fclose(full);

        CHECK(exit == cli::Exit::world_failed);
        CHECK(talk.text() == "entrepot: the output could not be written whole\n");
    }
}

TEST_CASE("every command has a help text with an example") {
    for (const char* path : {"inspect",
                             "validate",
                             "translate",
                             "schema",
                             "acknowledge",
                             "submit",
                             "documents list",
                             "documents show",
                             "documents trace",
                             "documents content",
                             "documents raw",
                             "documents resend",
                             "documents reprocess",
                             "promise check",
                             "promise hold",
                             "promise confirm",
                             "promise cancel",
                             "promise show",
                             "partner list",
                             "partner show",
                             "partner learn",
                             "config check",
                             "config show",
                             "check schemas",
                             "check partners",
                             "key add",
                             "key list",
                             "key revoke",
                             "db migrate",
                             "db check",
                             "db backup",
                             "db restore",
                             "explain",
                             "version",
                             "serve",
                             "demo",
                             "bench",
                             "erp check",
                             "erp sync"}) {
        const std::string text = path;
        const auto blank = text.find(' ');
        std::vector<std::string> arguments{text.substr(0, blank), "--help"};
        if (blank != std::string::npos)
            arguments.insert(arguments.begin() + 1, text.substr(blank + 1));
        INFO(path);
        const Said said = run(arguments);
        CHECK(said.exit == 0);
        CHECK(said.data.find("Example: entrepot " + text) != std::string::npos);
    }
}

TEST_CASE("version and explain say what they know, as text and as JSON") {
    CHECK(run({"version"}).data.starts_with("entrepot "));
    CHECK(parse(run({"--json", "version"}).data).at("version").is_string());
    CHECK(run({"explain", "EX-0107"}).data.find("document_step_failed") != std::string::npos);
    CHECK(run({"explain", "segment-missing", "--json"}).exit == 0);
    const Said slip = run({"explain", "segment-mising"});
    CHECK(slip.exit == 1);
    CHECK(slip.talk.find("did you mean segment-missing?") != std::string::npos);
}

TEST_CASE("a good file is validated, inspected, acknowledged and translated") {
    const ScratchDirectory folder;
    const std::string file = folder.write("po.edi", goodOrder()).string();

    const Said valid = run({"validate", file});
    const Said seen = run({"inspect", file, "--json"});
    const Said all = run({"inspect", file, "--json", "--all"});
    const Said answer = run({"acknowledge", file});
    const Said model = run({"translate", file, "--to", "model"});
    const std::string out = (folder.path() / "order.edi").string();
    const Said edifact = run({"translate", file, "--to", "edifact/ORDERS/D96A", "-o", out});

    INFO(valid.data << valid.talk << answer.talk << model.talk << edifact.talk);
    CHECK(valid.exit == 0);
    CHECK(valid.talk.find("1 messages, good") != std::string::npos);
    CHECK(seen.exit == 0);
    CHECK(textAt(parse(seen.data).at(0), "sender") == "ZZ:NORTHWIND");
    CHECK(textAt(parse(seen.data).at(0), "first") == "x12/004010/850");
    CHECK_FALSE(parse(seen.data).at(0).as_object().contains("groups"));
    CHECK(parse(all.data).at(0).at("groups").at(0).at("messages").as_array().size() == 1);
    CHECK(answer.exit == 0);
    CHECK(answer.data.find("ST*997") != std::string::npos);
    CHECK(model.exit == 0);
    CHECK(textAt(parse(model.data), "number") == "PO-77");
    CHECK(edifact.exit == 0);
    CHECK(edifact.data.empty());
    CHECK(contentOf(out).find("PO-77") != std::string::npos);
}

TEST_CASE("validate --summary has a row for each file and each folder, and the findings' counts") {
    const ScratchDirectory folder;
    folder.write("in/good.edi", goodOrder());
    folder.write("in/bad.edi", test::with(goodOrder(), "20261201", "20261399"));
    const std::string in = (folder.path() / "in").string();
    const std::string good_file = (folder.path() / "in/good.edi").string();
    const std::string no_folder = (folder.path() / "nothing").string();

    const Said table = run({"validate", "--summary", in});
    const Said json = run({"validate", "--summary", in, "--json"});
    const Said good = run({"validate", "--summary", good_file});
    const Said empty = run({"validate", "--summary", no_folder});

    INFO(table.data << table.talk << empty.talk);
    CHECK(table.exit == 1);
    CHECK(table.data.find("in/bad.edi   refused ") != std::string::npos);
    CHECK(table.data.find("e:element-date-invalid:1") != std::string::npos);
    CHECK(table.data.find("in/  2      1         0            1 ") != std::string::npos);
    CHECK(table.talk.empty());
    CHECK(parse(json.data).as_array().size() == 2);
    CHECK(textAt(parse(json.data).at(1), "verdict") == "accepted");
    CHECK(good.exit == 0);
    CHECK(empty.exit == 3);
}

TEST_CASE("on a terminal long work says how far it is and takes the line away") {
    const ScratchDirectory folder;
    const std::string file = folder.write("po.edi", goodOrder()).string();
    const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
    REQUIRE(master >= 0);
    REQUIRE(::grantpt(master) == 0);
    REQUIRE(::unlockpt(master) == 0);
    std::FILE* talk = ::fdopen(::open(::ptsname(master), O_WRONLY | O_NOCTTY), "w");
    REQUIRE(talk != nullptr);
    const Memory data;

    cli::Terminal terminal(data.file(), talk);
    const std::vector<const char*> line{"entrepot", "partner", "learn", file.c_str()};
    const cli::Exit exit = cli::runProgram(static_cast<int>(line.size()), line.data(), terminal);

    std::fflush(talk);
    std::string said(4096, '\0');
    said.resize(static_cast<std::size_t>(::read(master, said.data(), said.size())));
    std::fclose(talk);
    ::close(master);
    CHECK(exit == cli::Exit::good);
    CHECK(said.starts_with("\r\033[Klearning: file 1 of 1, 0 %"));
    CHECK(said.ends_with("\r\033[K"));
    CHECK(data.text().find("learning") == std::string::npos);
}

TEST_CASE("a partner's folder is drafted from its files") {
    const ScratchDirectory folder;
    const std::string file =
        folder.write("po.edi", test::with(goodOrder(), "PO-77", "PO-77-" + std::string(30, '7')))
            .string();
    const std::string draft = (folder.path() / "draft").string();

    const Said table = run({"partner", "learn", file, "--places"});
    const Said json = run({"partner", "learn", file, file, "--json", "-o", draft});
    const Said again = run({"partner", "learn", file, "-o", draft});

    INFO(table.data << json.talk << again.talk);
    CHECK(table.exit == 0);
    CHECK(table.data.find("element-too-long") != std::string::npos);
    CHECK(table.data.find("BEG/03") != std::string::npos);
    CHECK(json.exit == 0);
    CHECK(parse(json.data).at("files").to_number<int>() == 2);
    CHECK(contentOf(draft + "/overrides/grammars/x12/004010/850.xml").find("max-length=\"36\"") !=
          std::string::npos);
    CHECK(contentOf(draft + "/partner.xml").find("<id>NORTHWIND</id>") != std::string::npos);
    CHECK(again.exit != 0);
}

TEST_CASE("an XSD is written for a partner, and documents are validated by those of a folder") {
    const ScratchDirectory folder;
    const std::string xsd = (folder / "xsd").string();
    const std::string bad = folder
                                .write("bad.xml",
                                       "<Order xmlns=\"urn:oasis:names:specification:ubl:schema:"
                                       "xsd:Order-2\">\n<ID>1</ID></Order>")
                                .string();

    const Said main = run({"schema", "ubl/2.1/Order"});
    const Said all = run({"schema", "ubl/2.1/Order", "--folder", xsd});
    const Said no_xml = run({"schema", "x12/004010/850"});
    const Said checked = run({"validate", bad, "--xsd", xsd});
    const Said unchecked = run({"validate", bad});
    const Said no_folder = run({"validate", bad, "--xsd", xsd + "/none"});

    CHECK(main.exit == 0);
    CHECK(main.data.starts_with("<?xml"));
    CHECK(main.talk.find("--folder") != std::string::npos);
    CHECK(all.exit == 0);
    CHECK(all.data.find("/Order-cac.xsd\n") != std::string::npos);
    CHECK(contentOf(std::filesystem::path(xsd) / "Order.xsd") == main.data);
    CHECK(no_xml.exit != 0);
    CHECK(checked.exit == 1);
    CHECK(checked.data.find("xml-schema-invalid   line 2 column 5: ") != std::string::npos);
    CHECK(unchecked.data.find("xml-schema-invalid") == std::string::npos);
    CHECK(no_folder.exit != 0);
    CHECK(no_folder.exit != 1);
}

TEST_CASE("a partner's refused files pass once their draft is its folder, faulty ones do not") {
    const ScratchDirectory folder;
    const std::string odd =
        test::with(goodOrder(), "PO-77", "PO-77-777777777777777777777777777777");
    folder.write("in/1.edi", odd);
    folder.write("in/deep/2.edi", test::with(odd, "SE*", "SE*9"));
    folder.write("bad.edi", test::with(odd, "20261201", "20261399"));
    const std::string all = (folder.path() / "in").string();
    const std::string in = (folder.path() / "in/1.edi").string();
    const std::string bad = (folder.path() / "bad.edi").string();
    const std::string partners = (folder.path() / "partners").string();
    const std::string draft = (folder.path() / "partners/odd").string();
    const std::string config =
        folder
            .write("entrepot.xml", "<entrepot><broker><data>data</data><partners>" + partners +
                                       "</partners></broker></entrepot>")
            .string();

    const Said learnt = run({"partner", "learn", all, "--json", "-o", draft});
    const Said plain = run({"validate", in});
    const Said agreed = run({"validate", in, "--partner", "odd", "--config", config});
    const Said faulty = run({"validate", bad, "--partner", "odd", "--config", config});

    INFO(learnt.talk << plain.data << agreed.data << agreed.talk << faulty.data);
    CHECK(learnt.exit == 0);
    CHECK(parse(learnt.data).at("files").to_number<int>() == 2);
    CHECK(plain.exit == 1);
    CHECK(agreed.exit == 0);
    CHECK(faulty.exit == 1);
    CHECK(faulty.data.find("element-date-invalid") != std::string::npos);
}

TEST_CASE("a bad file is exit 1 with its findings, a missing one exit 3") {
    const ScratchDirectory folder;
    const std::string bad =
        folder.write("bad.edi", test::with(goodOrder(), "20261201", "20261399")).string();
    const std::string noise = folder.write("noise.bin", "\x89PNG\r\n").string();

    const Said invalid = run({"validate", bad});
    const Said as_json = run({"validate", bad, "--json"});
    const Said strange = run({"inspect", noise});
    const Said missing = run({"validate", "/nowhere/po.edi"});
    const Said no_format = run({"translate", bad, "--to", "x13/1/1"});

    CHECK(invalid.exit == 1);
    CHECK(invalid.data.find("error") != std::string::npos);
    const auto finding = parse(as_json.data.substr(0, as_json.data.find('\n')));
    CHECK_FALSE(textAt(finding, "id").empty());
    CHECK(strange.exit == 1);
    CHECK(missing.exit == 3);
    CHECK(missing.talk.find("/nowhere/po.edi") != std::string::npos);
    CHECK(no_format.exit == 1);
}

TEST_CASE("the configuration is checked and shown") {
    const ScratchDirectory folder;
    const std::string bad =
        folder.write("bad.xml", "<entrepot><http><prot>1</prot></http></entrepot>").string();

    CHECK(run({"config", "check", "--config", demo}).exit == 0);
    const Said refused = run({"config", "check", "--config", bad});
    const Said used = run({"partner", "list", "--config", bad});
    const Said shown = run({"config", "show", "--origin", "--json", "--config", demo});

    const std::string why = "bad.xml:1: unknown key http/prot; did you mean http/port?";
    CHECK(refused.exit == 1);
    CHECK(refused.data.find(why) != std::string::npos);
    CHECK(used.exit == 1);
    CHECK(used.talk.find(why) != std::string::npos);
    CHECK(parse(shown.data).as_array().size() > 50);
    CHECK(run({"check", "partners", "--config", demo}).exit == 0);
    CHECK(run({"check", "schemas"}).exit == 0);
    CHECK(run({"config", "check", "--config", "/nowhere.xml"}).exit == 1);
}

TEST_CASE("partners are listed and shown") {
    const Said list = run({"partner", "list", "--json", "--config", demo});
    const Said shown = run({"partner", "show", "northwind", "--config", demo});

    CHECK(parse(list.data).as_array().size() == 4);
    CHECK(shown.data.find("x12 ZZ:NORTHWIND, we are ZZ:ENTREPOT") != std::string::npos);
    CHECK(run({"partner", "show", "nobody", "--config", demo}).exit == 1);
}

TEST_CASE("keys are made, listed without themselves, and revoked; the database is kept") {
    const ScratchDirectory folder;
    const std::string file = configurationIn(folder);
    const auto with = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--config", file});
        return run(std::move(arguments));
    };

    const Said added = with({"key", "add", "production", "--partner", "northwind"});
    const Said twice = with({"key", "add", "production", "--partner", "northwind"});
    const Said nobody = with({"key", "add", "other", "--partner", "nobody"});
    const Said revoked = with({"key", "revoke", "production"});
    const Said list = with({"key", "list", "--json"});
    const Said sound = with({"db", "check"});
    const Said saved = with({"db", "backup", (folder.path() / "copy.db").string()});

    INFO(added.talk << sound.data << sound.talk << saved.talk);
    CHECK(added.exit == 0);
    CHECK(added.data.starts_with("ek_"));
    CHECK(twice.exit == 1);
    CHECK(nobody.exit == 1);
    CHECK(revoked.exit == 0);
    CHECK(list.data.find(added.data.substr(0, 20)) == std::string::npos);
    std::string stored;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "data"))
        stored += contentOf(entry.path());
    CHECK(stored.find(digest::sha256Hex(added.data.substr(0, added.data.find('\n')))) !=
          std::string::npos);
    CHECK(stored.find(added.data.substr(0, 20)) == std::string::npos);
    CHECK_FALSE(textAt(parse(list.data).at(0), "revoked_at").empty());
    CHECK(sound.exit == 0);
    CHECK(saved.exit == 0);
    CHECK(std::filesystem::file_size(folder.path() / "copy.db") > 0);
}

TEST_CASE("a running broker takes files, shows documents and makes promises") {
    ApiFixture api;
    api.stock("widget", 100);
    const auto server = http::Server::start({}, api.site).value();
    const ScratchDirectory folder;
    const std::string file = folder.write("po.edi", "ISA*...").string();
    const auto with = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.end(),
                         {"--url", "http://127.0.0.1:" + std::to_string(server->port()), "--key",
                          api.operator_});
        return run(std::move(arguments));
    };

    const Said taken = with({"submit", file, "--partner", "northwind", "--json"});
    const std::string id = textAt(parse(taken.data), "id");
    const Said list = with({"documents", "list", "--partner", "northwind"});
    const Said shown = with({"documents", "show", id, "--json"});
    const Said trace = with({"documents", "trace", id});
    const Said raw = with({"documents", "raw", id});
    const Said again = with({"documents", "reprocess", id});
    const Said check =
        with({"promise", "check", "--item", "widget", "--quantity", "7", "--partner", "northwind"});
    const Said unknown =
        with({"promise", "check", "--item", "gadget", "--quantity", "7", "--partner", "northwind"});
    const Said hold = with({"promise", "hold", "--item", "widget", "--quantity", "7", "--partner",
                            "northwind", "--json"});
    const std::string promise = textAt(parse(hold.data), "id");
    const Said firm = with({"promise", "confirm", promise});
    const Said gone = with({"promise", "cancel", promise, "--json"});

    CHECK(taken.exit == 0);
    CHECK(list.data.find(id) != std::string::npos);
    CHECK(textAt(parse(shown.data), "file_name") == "po.edi");
    CHECK(trace.data.find("received") != std::string::npos);
    CHECK(raw.data == "ISA*...");
    CHECK(again.exit == 0);
    CHECK(check.data.find("7 from plant-1") != std::string::npos);
    CHECK(unknown.data == "checked\nline 1  rejected  words of item-unknown\n");
    CHECK(firm.data.starts_with("confirmed"));
    CHECK(textAt(parse(gone.data), "state") == "cancelled");
    CHECK(with({"documents", "show", "0000000000001"}).exit == 1);
    CHECK(with({"promise", "check", "--item", "widget"}).exit == 2);
}

TEST_CASE("the answer of a submitted file comes back, and a refusal is exit 1") {
    ApiFixture api;
    const auto server = http::Server::start({}, api.site).value();
    const ScratchDirectory folder;
    const std::string file = folder.write("po.edi", "ISA*...").string();
    const std::string out = (folder.path() / "855.edi").string();
    const auto submit = [&](std::vector<std::string> more) {
        std::vector<std::string> arguments{"submit",
                                           file,
                                           "--wait",
                                           "--url",
                                           "http://127.0.0.1:" + std::to_string(server->port()),
                                           "--key",
                                           api.northwind};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run(std::move(arguments));
    };

    api.exchange.after_accept = [&](DocumentId id) {
        api.finish(id, exchange::DocumentState::answered, {{"x12/004010/855", "the 855"}});
    };
    const Said answered = submit({"-o", out});
    api.exchange.after_accept = [&](DocumentId id) {
        api.finish(id, exchange::DocumentState::refused, {},
                   {{.id = "segment-missing", .position = {}, .values = {}}});
    };
    static_cast<void>(folder.write("po.edi", "ISA*other"));
    const Said refused = submit({});

    CHECK(answered.exit == 0);
    CHECK(answered.data.empty());
    CHECK(contentOf(out) == "the 855");
    CHECK(refused.exit == 1);
    CHECK(refused.talk.find("segment-missing") != std::string::npos);
}

TEST_CASE("a broker that is not there, or does not know the key, is exit 3") {
    ApiFixture api;
    const auto server = http::Server::start({}, api.site).value();
    const std::string url = "http://127.0.0.1:" + std::to_string(server->port());

    const Said stranger = run({"documents", "list", "--url", url, "--key", "wrong"});
    server->stop();
    const Said away = run({"documents", "list", "--url", "http://127.0.0.1:1", "--key", "x"});

    CHECK(stranger.exit == 3);
    CHECK(stranger.talk.find("API key") != std::string::npos);
    CHECK(away.exit == 3);
    CHECK(away.talk.find("http://127.0.0.1:1") != std::string::npos);
}
