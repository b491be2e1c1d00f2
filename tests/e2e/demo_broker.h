// The demo network in a folder of the test's own, served by the real program.
#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/e2e/child_process.h"
#include "tests/support/sample_orders.h"
#include "tests/support/scratch_directory.h"

namespace entrepot::test {

struct HttpAnswer {
    int status = 0;  // 0 = the connection broke
    std::string body;
    std::string location;
};

// Asks again and again; false when it does not come true in time.
bool comesTrue(const std::function<bool()>& fact);

class DemoBroker {
public:
    DemoBroker();  // lays the network out
    explicit DemoBroker(const std::filesystem::path& folder);

    void start(const std::map<std::string, std::string>& environment = {});
    int terminate();  // SIGTERM, then its exit code: what was accepted is finished by then
    int awaitEnd();   // without a signal from here: it dies by itself

    HttpAnswer get(const std::string& path, const std::string& holder = "operator") const;
    HttpAnswer post(const std::string& path, const std::string& body, const std::string& holder,
                    const std::map<std::string, std::string>& headers = {}) const;

    std::vector<std::filesystem::path> delivered(const std::string& customer) const;
    // The only number the statement gives, asked of the demo's ERP.
    std::int64_t askErp(const std::string& sql) const;

    // An order of northwind (X12) for `quantity` pieces of an item that is there in plenty.
    SampleOrder order(const std::string& number, const std::string& quantity = "10") const;

    const std::filesystem::path& folder() const { return folder_; }
    const std::string& url() const { return url_; }
    std::string log() const;

private:
    void layOut();

    std::unique_ptr<ScratchDirectory> own_;
    std::filesystem::path folder_;
    std::map<std::string, std::string> keys_;
    std::string url_;
    std::unique_ptr<ChildProcess> process_;
};

}  // namespace entrepot::test
