// Named steps of a document's life at which the crash tests kill the process (kill -9 to itself).
//
// Only in builds with ENTREPOT_CRASH_POINTS; elsewhere it compiles to nothing.
// ENTREPOT_CRASH_AT=name[:n] kills at the n-th passage (1 when absent).
#pragma once

namespace entrepot {

#ifdef ENTREPOT_CRASH_POINTS
void crashPoint(const char* name);
#else
inline void crashPoint(const char*) {}
#endif

}  // namespace entrepot
