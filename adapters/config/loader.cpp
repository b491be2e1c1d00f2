#include "adapters/config/loader.h"

#include <algorithm>
#include <set>

#include "adapters/config/keys.h"
#include "adapters/config/record_file.h"
#include "core/base/nearest.h"

extern char** environ;

namespace entrepot::config {
namespace {

namespace fs = std::filesystem;

bool isOurSection(std::string_view name) {
    return std::ranges::any_of(configurationKeys().keys, [&](const auto& key) {
        return name.starts_with(environmentName(key.path.substr(0, key.path.find('/'))) + "_");
    });
}

void refuseVariable(const std::string& name, const Configuration& configuration, RecordLog& log) {
    for (const std::string& secret :
         {configuration.store.password.environment, configuration.erp.password.environment})
        if (name == secret) return;
    std::vector<std::string> known;
    for (const auto& key : configurationKeys().keys) known.push_back(environmentName(key.path));
    const auto close = nearestName(name, known);
    log.problems.push_back(
        {"environment", 0,
         "unknown variable " + name + (close ? "; did you mean " + *close + "?" : std::string())});
}

void applyEnvironment(const Environment& environment, Configuration& configuration,
                      RecordLog& log) {
    const auto& keys = configurationKeys().keys;
    for (const auto& [name, value] : environment) {
        const auto key = std::ranges::find(
            keys, name, [](const auto& info) { return environmentName(info.path); });
        if (key == keys.end()) {
            if (isOurSection(name)) refuseVariable(name, configuration, log);
            continue;
        }
        if (const Wrong wrong = key->set(configuration, value))
            log.problems.push_back({"environment", 0, name + ": '" + value + "' " + *wrong});
        else
            log.origins[key->path] = "environment " + name;
    }
}

void anchor(fs::path& path, const fs::path& folder) {
    if (!path.empty()) path = fs::absolute(folder / path).lexically_normal();
}

void anchorPaths(Configuration& configuration, const fs::path& folder) {
    Broker& broker = configuration.broker;
    for (fs::path* path : {&broker.data, &broker.partners, &configuration.http.tls_certificate_file,
                           &configuration.http.tls_key_file, &configuration.erp.profile,
                           &configuration.schemas.xsd_folder})
        anchor(*path, folder);
    anchor(configuration.store.file, broker.data);
    anchor(configuration.log.file, broker.data);
    for (Folder& watched : configuration.folders) anchor(watched.path, broker.data);
}

// Rules that no single key can break.
void checkTogether(const Configuration& configuration, RecordLog& log) {
    const Http& http = configuration.http;
    if (http.tls_certificate_file.empty() != http.tls_key_file.empty())
        log.add(0, "http/tls_certificate_file and http/tls_key_file go together: set both or none");
    if (configuration.exchange.retry_ms_first > configuration.exchange.retry_ms_max)
        log.add(0, "exchange/retry_ms_first is over exchange/retry_ms_max");
    if (configuration.erp.retry_ms_first > configuration.erp.retry_ms_max)
        log.add(0, "erp/retry_ms_first is over erp/retry_ms_max");
    const fs::path& schemas = configuration.schemas.xsd_folder;
    std::error_code ignored;
    if (!schemas.empty() && !fs::is_directory(schemas, ignored))
        log.add(0, "schemas/xsd_folder: there is no folder " + schemas.string());
    if (!configuration.erp.profile.empty() && configuration.erp.connection.empty())
        log.add(0, "erp/profile is set, erp/connection is not");
    if (static_cast<std::int64_t>(configuration.limits.body_bytes_max) > http.bodies_bytes_max)
        log.add(0, "limits/body_bytes_max is over http/bodies_bytes_max");
    std::set<std::string> names;
    std::set<std::string> paths;
    for (const Folder& folder : configuration.folders) {
        if (!names.insert(folder.name).second)
            log.add(0, "two watched folders are called " + folder.name);
        if (!paths.insert(folder.path.string()).second)
            log.add(0, "the folder " + folder.path.string() + " is watched twice");
    }
}

std::vector<ShownKey> show(const Configuration& configuration, const RecordLog& log) {
    std::vector<ShownKey> shown;
    const auto add = [&](const std::string& path, const std::string& value,
                         const std::string& unit) {
        const auto origin = log.origins.find(path);
        shown.push_back(
            {path, value, unit, origin == log.origins.end() ? "default" : origin->second});
    };
    for (const auto& key : configurationKeys().keys)
        add(key.path, key.get(configuration), key.unit);
    for (const auto& list : configurationKeys().lists)
        for (const ShownValue& value : list.show(configuration))
            add(value.path, value.value, value.unit);
    return shown;
}

}  // namespace

Environment processEnvironment() {
    Environment environment;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string text(*entry);
        const auto sign = text.find('=');
        if (sign != std::string::npos && text.starts_with("ENTREPOT_"))
            environment.emplace_back(text.substr(0, sign), text.substr(sign + 1));
    }
    return environment;
}

Loaded load(const LoadRequest& request) {
    Loaded loaded;
    RecordLog log{.file = request.file.string(), .prefix = {}, .problems = {}, .origins = {}};
    readRecordFile({request.file, request.schema, "entrepot"},
                   bind(configurationKeys(), loaded.configuration), log);
    applyEnvironment(request.environment, loaded.configuration, log);
    anchorPaths(loaded.configuration, fs::absolute(request.file).parent_path());
    checkTogether(loaded.configuration, log);
    loaded.shown = show(loaded.configuration, log);
    loaded.problems = std::move(log.problems);
    std::ranges::stable_sort(loaded.problems, {}, &Problem::line);
    return loaded;
}

std::string textOf(const std::vector<Problem>& problems) {
    std::string text;
    for (const Problem& problem : problems) {
        if (!text.empty()) text += '\n';
        text += problem.text();
    }
    return text;
}

}  // namespace entrepot::config
