// SIGTERM and SIGINT as something to wait for. Make it before any thread starts: they inherit its
// mask.
#pragma once
#include <csignal>

namespace entrepot::cli {

class StopSignal {
public:
    StopSignal();   // from here on the signals are held back
    ~StopSignal();  // and from here on they act as before

    void wait();

private:
    sigset_t signals_{};
    sigset_t before_{};
};

}  // namespace entrepot::cli
