#include "mapping/xml/platform.h"

#include <cstdlib>
#include <xercesc/util/PlatformUtils.hpp>

namespace entrepot::mapping::xml {

void startPlatform() {
    static const bool started = [] {
        // Debian's answer to CVE-2018-1311: a DOCTYPE becomes a fatal error in the scanner.
        ::setenv("XERCES_DISABLE_DTD", "1", 1);
        xercesc::XMLPlatformUtils::Initialize();
        return true;
    }();
    (void)started;
}

}  // namespace entrepot::mapping::xml
