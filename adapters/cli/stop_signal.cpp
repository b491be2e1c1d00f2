#include "adapters/cli/stop_signal.h"

namespace entrepot::cli {

StopSignal::StopSignal() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals_, &before_);
}

StopSignal::~StopSignal() {
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void StopSignal::wait() {
    int received = 0;
    while (sigwait(&signals_, &received) != 0) {
    }
}

}  // namespace entrepot::cli
