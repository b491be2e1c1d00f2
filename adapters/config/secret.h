// A secret is never written into a configuration: it is said where to read it.
#pragma once
#include <string>

#include "core/base/result.h"

namespace entrepot::config {

struct Secret {
    std::string file;         // first line of this file; must not be readable by others
    std::string environment;  // or the value of this variable; both empty = there is no secret
};

// The secret itself; empty when there is none. A failure names file or variable, never the secret.
Result<std::string> readSecret(const Secret& secret);

}  // namespace entrepot::config
