// Loads conf/entrepot.xml with the environment's overrides; finds every problem, not the first.
#pragma once
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "adapters/config/configuration.h"
#include "adapters/config/record_reader.h"

namespace entrepot::config {

// One line of `entrepot config show --origin`.
struct ShownKey {
    std::string path;
    std::string value;
    std::string unit;
    std::string origin;  // "default", "conf/entrepot.xml:12", "environment ENTREPOT_HTTP_PORT"
};

struct Loaded {
    Configuration configuration;  // usable only when there are no problems
    std::vector<Problem> problems;
    std::vector<ShownKey> shown;
};

// The variables of a process: name to value. Injected, so that tests have their own.
using Environment = std::vector<std::pair<std::string, std::string>>;
Environment processEnvironment();

struct LoadRequest {
    std::filesystem::path file;
    std::filesystem::path schema;  // schemas/xsd/entrepot.xsd
    Environment environment;
};

Loaded load(const LoadRequest& request);

// All problems, one a line.
std::string textOf(const std::vector<Problem>& problems);

}  // namespace entrepot::config
