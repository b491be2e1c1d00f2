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
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

Day SystemClock::today() const {
    const std::time_t seconds = std::time(nullptr);
    std::tm local{};
    ::localtime_r(&seconds, &local);
    const auto day = makeDay(local.tm_year + 1900, static_cast<unsigned>(local.tm_mon + 1),
                             static_cast<unsigned>(local.tm_mday));
    check(day.has_value(), "the machine's clock stands between 1900 and 2199");
    return *day;
}

}  // namespace entrepot::daemon
