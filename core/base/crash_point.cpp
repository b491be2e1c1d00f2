#include "core/base/crash_point.h"

#ifdef ENTREPOT_CRASH_POINTS
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <string>

namespace entrepot {
namespace {

struct Target {
    std::string name;
    int passage = 1;
};

Target readTarget() {
    const char* text = std::getenv("ENTREPOT_CRASH_AT");
    if (text == nullptr) return {};
    const std::string value(text);
    const auto colon = value.find(':');
    if (colon == std::string::npos) return {value, 1};
    return {value.substr(0, colon), std::atoi(value.c_str() + colon + 1)};
}

}  // namespace

void crashPoint(const char* name) {
    static const Target target = readTarget();
    static std::atomic<int> passages{0};
    if (target.name == name && ++passages == target.passage) std::raise(SIGKILL);
}

}  // namespace entrepot
#endif
