// What the benches measure with. Times are CPU time of our own thread: what the machine can do when
// nothing else disturbs it.
#pragma once
#include <ctime>

#include <algorithm>

namespace entrepot::bench {

inline constexpr double megabyte = 1e6;

inline double cpuSeconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double secondsFor(const auto& work) {
    const double before = cpuSeconds();
    work();
    return cpuSeconds() - before;
}

double bestOf(int times, const auto& work) {
    double best = secondsFor(work);
    for (int i = 1; i < times; ++i) best = std::min(best, secondsFor(work));
    return best;
}

}  // namespace entrepot::bench
