// How fast we read the same bytes as the npm packages edifact and node-x12, where node and they are
// there. Nothing is fetched.
#pragma once
#include <filesystem>
#include <vector>

#include "tests/bench/figure.h"

namespace entrepot::bench {

struct PeersBenchSettings {
    std::filesystem::path directory;  // for the payloads, 10 MB
    std::filesystem::path schemas;
    std::filesystem::path script;   // tests/peers/throughput.js
    std::filesystem::path modules;  // node_modules with the packages
};

// A package that is not there is a figure of the unit "not there".
std::vector<BenchFigure> peersBench(const PeersBenchSettings& settings);

}  // namespace entrepot::bench
