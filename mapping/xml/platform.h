// Starts Xerces once for the process, with DTDs switched off as far as Debian's build can.
// Call before any Xerces object is made; thread-safe and cheap when already started.
#pragma once

namespace entrepot::mapping::xml {

void startPlatform();

}  // namespace entrepot::mapping::xml
