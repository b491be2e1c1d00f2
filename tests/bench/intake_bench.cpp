#include "tests/bench/intake_bench.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/NullStream.h>
#include <Poco/StreamCopier.h>
#include <Poco/URI.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "adapters/daemon/broker.h"
#include "adapters/digest/sha256.h"
#include "adapters/http/api_key.h"
#include "tests/bench/index_bench.h"
#include "tests/support/scratch_directory.h"

namespace entrepot::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t order_bytes = 5'000;
constexpr int requests = 6'000;  // a round

struct Round {
    double per_second = 0;
    double p50_ms = 0;
    double p99_ms = 0;
    int refused = 0;
};

// One client thread for every connection; each takes the next request until all are done.
class Load {
public:
    Load(std::string url, std::string key, std::string body)
        : uri_(std::move(url)), key_(std::move(key)), body_(std::move(body)) {}

    Round run(int connections, bool post) {
        next_ = 0;
        refused_ = 0;
        std::vector<std::vector<double>> times(static_cast<std::size_t>(connections));
        std::vector<std::thread> clients;
        const auto from = Clock::now();
        for (auto& own : times) clients.emplace_back([&] { client(own, post); });
        for (auto& each : clients) each.join();
        const std::chrono::duration<double> took = Clock::now() - from;
        return summary(times, took.count());
    }

private:
    void client(std::vector<double>& times, bool post) {
        Poco::Net::HTTPClientSession session(uri_.getHost(), uri_.getPort());
        session.setKeepAlive(true);
        while (next_++ < requests) {
            const auto from = Clock::now();
            try {
                if (!one(session, post)) ++refused_;
            } catch (const Poco::Exception&) {
                ++refused_;
                session.reset();
            }
            times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - from).count());
        }
    }

    bool one(Poco::Net::HTTPClientSession& session, bool post) {
        Poco::Net::HTTPRequest request(post ? "POST" : "GET",
                                       post ? "/api/v1/documents" : "/healthz", "HTTP/1.1");
        request.set("Authorization", "Bearer " + key_);
        std::string body;
        if (post) {
            body = body_ + std::to_string(number_++);  // other content each time
            request.setContentLength(static_cast<int>(body.size()));
        }
        session.sendRequest(request) << body;
        Poco::Net::HTTPResponse response;
        Poco::NullOutputStream nowhere;
        Poco::StreamCopier::copyStream(session.receiveResponse(response), nowhere);
        return response.getStatus() < 300;
    }

    Round summary(const std::vector<std::vector<double>>& times, double seconds) const {
        std::vector<double> all;
        for (const auto& own : times) all.insert(all.end(), own.begin(), own.end());
        std::ranges::sort(all);
        const auto at = [&](double share) {
            return all.at(static_cast<std::size_t>(share * static_cast<double>(all.size() - 1)));
        };
        return {static_cast<double>(all.size()) / seconds, at(0.5), at(0.99), refused_};
    }

    Poco::URI uri_;
    std::string key_;
    std::string body_;
    std::atomic<int> next_{0};
    std::atomic<int> number_{0};
    std::atomic<int> refused_{0};
};

config::Configuration configurationIn(const std::filesystem::path& folder) {
    config::Configuration configuration;
    configuration.broker.data = folder;
    configuration.store.file = folder / "entrepot.db";
    configuration.http.port = 0;
    configuration.http.requests_per_second_max = 1'000'000;
    configuration.http.requests_burst_max = 1'000'000;
    configuration.exchange.workers = 0;
    configuration.log.level = config::LogLevel::error;
    configuration.log.file = folder / "log";
    return configuration;
}

Result<std::string> operatorKey(daemon::Broker& broker) {
    auto key = http::generateApiKey();
    if (!key) return key;
    ports::AccessKey stored;
    stored.name = "bench";
    stored.sha256 = digest::sha256Hex(*key);
    stored.role = ports::Role::operator_;
    if (auto added = broker.access().add(stored); !added) return fail(added.error());
    return key;
}

}  // namespace

Result<std::vector<BenchFigure>> intakeBench(const std::filesystem::path& schemas) {
    const test::ScratchDirectory folder;
    auto broker = daemon::Broker::start({configurationIn(folder.path()), {}, schemas});
    if (!broker) return fail(broker.error());
    auto key = operatorKey(**broker);
    if (!key) return fail(key.error());
    Load load((*broker)->url(), *key, generate850(order_bytes, 100));

    std::vector<BenchFigure> figures;
    for (const int connections : {1, 16, 256}) {
        const Round http = load.run(connections, false);
        const Round post = load.run(connections, true);
        if (http.refused + post.refused > 0)
            return fail(FailureKind::unavailable,
                        std::to_string(http.refused + post.refused) + " requests were refused");
        const std::string name = "intake " + std::to_string(connections) + " connections ";
        figures.push_back({name + "receipts", post.per_second, "requests/s", "GET /healthz",
                           http.per_second, post.per_second / http.per_second});
        figures.push_back({name + "p50", post.p50_ms, "ms", "GET /healthz", http.p50_ms,
                           post.p50_ms / http.p50_ms});
        figures.push_back({name + "p99", post.p99_ms, "ms", "GET /healthz", http.p99_ms,
                           post.p99_ms / http.p99_ms});
    }
    return figures;
}

}  // namespace entrepot::bench
