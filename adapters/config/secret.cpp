#include "adapters/config/secret.h"

#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

namespace entrepot::config {
namespace {

Result<std::string> readFirstLine(const std::string& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0)
        return fail(FailureKind::not_found, "the secret's file is not there", file);
    if ((status.st_mode & S_IROTH) != 0)
        return fail(FailureKind::denied, "everybody may read this secret; run chmod o-rwx", file);
    std::ifstream in(file);
    std::string line;
    if (!std::getline(in, line))
        return fail(FailureKind::invalid, "the secret's file is empty or cannot be read", file);
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

}  // namespace

Result<std::string> readSecret(const Secret& secret) {
    if (!secret.file.empty()) return readFirstLine(secret.file);
    if (secret.environment.empty()) return std::string();
    const char* value = std::getenv(secret.environment.c_str());
    if (value == nullptr)
        return fail(FailureKind::not_found, "the secret's environment variable is not set",
                    secret.environment);
    return std::string(value);
}

}  // namespace entrepot::config
