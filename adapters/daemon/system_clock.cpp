#include "adapters/daemon/system_clock.h"

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>

namespace entrepot::daemon {
namespace {

// libstdc++ 12 has no time zones of its own; the C library reads the machine's.
bool isKnown(const std::string& zone) {
    if (zone == "UTC") return true;
    if (zone.empty() || zone.find("..") != std::string::npos || zone.front() == '/') return false;
    return std::filesystem::is_regular_file(std::filesystem::path("/usr/share/zoneinfo") / zone);
}

// Test builds take ENTREPOT_CLOCK_AHEAD_S, so that a test's weekday is its own.
std::chrono::seconds ahead() {
#ifdef ENTREPOT_CRASH_POINTS
    static const char* const text = std::getenv("ENTREPOT_CLOCK_AHEAD_S");
    if (text != nullptr) return std::chrono::seconds(std::atoll(text));
#endif
    return {};
}

}  // namespace

Result<SystemClock> SystemClock::at(const std::string& zone) {
    if (!isKnown(zone))
        return fail(FailureKind::invalid,
                    "this machine does not know the time zone; install tzdata or set "
                    "broker/time-zone to UTC",
                    zone);
    ::setenv("TZ", zone.c_str(), 1);
    ::tzset();
    return SystemClock();
}

Instant SystemClock::now() const {
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now() +
                                                         ahead());
}

Day SystemClock::today() const {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(now());
    std::tm local{};
    ::localtime_r(&seconds, &local);
    const auto day = makeDay(local.tm_year + 1900, static_cast<unsigned>(local.tm_mon + 1),
                             static_cast<unsigned>(local.tm_mday));
    check(day.has_value(), "the machine's clock stands between 1900 and 2199");
    return *day;
}

}  // namespace entrepot::daemon
