#include "tests/e2e/demo_broker.h"
#include "tests/support/files.h"

#include <sqlite3.h>

#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>
#include <Poco/Timespan.h>
#include <Poco/URI.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <sstream>
#include <stdexcept>

namespace entrepot::test {
namespace {

constexpr std::chrono::seconds patience{20};

HttpAnswer call(const std::string& url, const std::string& method, const std::string& path,
                const std::string& key, const std::string& body,
                const std::map<std::string, std::string>& headers = {}) {
    const Poco::URI uri(url);
    Poco::Net::HTTPClientSession session(uri.getHost(), uri.getPort());
    session.setTimeout(Poco::Timespan(60, 0));
    Poco::Net::HTTPRequest request(method, path, "HTTP/1.1");
    if (!key.empty()) request.set("Authorization", "Bearer " + key);
    for (const auto& [name, value] : headers) request.set(name, value);
    request.setContentLength64(static_cast<Poco::Int64>(body.size()));
    HttpAnswer answer;
    try {
        session.sendRequest(request) << body;
        Poco::Net::HTTPResponse response;
        std::istream& in = session.receiveResponse(response);
        Poco::StreamCopier::copyToString(in, answer.body);
        answer.status = response.getStatus();
        answer.location = response.get("Location", "");
    } catch (const Poco::Exception&) {
        answer.status = 0;
    }
    return answer;
}

}  // namespace

bool comesTrue(const std::function<bool()>& fact) {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < until)
        if (fact()) return true;
    return false;
}

DemoBroker::DemoBroker() : own_(std::make_unique<ScratchDirectory>()), folder_(*own_ / "demo") {
    layOut();
}

DemoBroker::DemoBroker(const std::filesystem::path& folder) : folder_(folder) {
    layOut();
}

void DemoBroker::layOut() {
    ChildProcess prepare({{"demo", "--prepare", "--folder", folder_.string()}, {}, {}});
    while (auto line = prepare.readLine()) {
        std::istringstream words(*line);
        std::string what, holder, key;
        words >> what >> holder >> key;
        if (what == "key") keys_[holder] = key;
    }
    if (prepare.wait() != 0) throw std::runtime_error("entrepot demo --prepare failed");
}

void DemoBroker::start(const std::map<std::string, std::string>& environment) {
    process_ = std::make_unique<ChildProcess>(ChildProcess::Start{
        {"serve", "--config", (folder_ / "entrepot.xml").string()}, environment, folder_ / "log"});
    const auto url = process_->readUntil("listening ");
    if (!url) throw std::runtime_error("the broker did not start:\n" + log());
    url_ = *url;
}

int DemoBroker::terminate() {
    process_->signal(SIGTERM);
    return process_->wait();
}

int DemoBroker::awaitEnd() {
    return process_->wait();
}

HttpAnswer DemoBroker::get(const std::string& path, const std::string& holder) const {
    return call(url_, "GET", path, keys_.at(holder), {});
}

HttpAnswer DemoBroker::post(const std::string& path, const std::string& body,
                            const std::string& holder,
                            const std::map<std::string, std::string>& headers) const {
    return call(url_, "POST", path, keys_.at(holder), body, headers);
}

std::vector<std::filesystem::path> DemoBroker::delivered(const std::string& customer) const {
    std::vector<std::filesystem::path> files;
    for (const auto& entry :
         std::filesystem::directory_iterator(folder_ / "data" / "folders" / customer / "out"))
        files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

std::int64_t DemoBroker::askErp(const std::string& sql) const {
    sqlite3* database = nullptr;
    sqlite3_stmt* statement = nullptr;
    std::int64_t number = -1;
    if (sqlite3_open_v2((folder_ / "erp.db").c_str(), &database, SQLITE_OPEN_READONLY, nullptr) ==
            SQLITE_OK &&
        sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return number;
}

SampleOrder DemoBroker::order(const std::string& number, const std::string& quantity) const {
    static int control = 500;
    SampleOrder made;
    made.number = number;
    made.control = std::to_string(++control);
    made.sender = "NORTHWIND";
    made.receiver = "ENTREPOT";
    made.issued = test_day;
    made.wanted = formatDayCompact(made.issued + Days(20));
    made.lines = {{"TF-10001", quantity, "EA"}};
    return made;
}

std::string DemoBroker::log() const {
    return contentOf(folder_ / "log");
}

}  // namespace entrepot::test
