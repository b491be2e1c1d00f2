// How fast promising is in memory: 100,000 item-sites, 365 days, random orders, all reserved.
//
// Three levels: the availability arrays alone, whole single-line orders through OrderPromiser, and
// through PromiseDesk with a store in memory. The reference of each is the plain structure, a flat
// array a series with a loop over the suffix, given the same days and quantities in the same run.
#pragma once
#include <vector>

#include "tests/bench/figure.h"

namespace entrepot::bench {

std::vector<BenchFigure> promiseBench();

}  // namespace entrepot::bench
