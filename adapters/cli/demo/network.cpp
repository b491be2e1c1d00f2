#include "adapters/cli/demo/network.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <iterator>

#include "adapters/digest/sha256.h"
#include "adapters/erp/demo_erp.h"
#include "adapters/http/api_key.h"
#include "adapters/odbc/stores.h"

namespace entrepot::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view marker = ".entrepot-demo";
constexpr std::array<std::string_view, 5> key_holders = {"northwind", "alpenmarkt",
                                                         "pacific-outdoor", "huadong", "operator"};

Failure cannot(const std::string& what, const fs::path& where, const std::error_code& error) {
    return {FailureKind::unavailable, what + ": " + error.message(), where.string()};
}

// Only a folder that an earlier demo made is taken away.
Result<void> clear(const fs::path& folder) {
    std::error_code error;
    if (!fs::exists(folder, error) || fs::is_empty(folder, error)) return {};
    if (!fs::exists(folder / marker, error))
        return fail(FailureKind::conflict,
                    "the folder holds something that is not a demo; name another with --folder",
                    folder.string());
    fs::remove_all(folder, error);
    if (error) return fail(cannot("the earlier demo cannot be removed", folder, error));
    return {};
}

Result<void> makeFolders(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return fail(cannot("cannot be made", folder, error));
    std::ofstream(folder / marker) << "made by entrepot demo; removed by the next one\n";
    for (const std::string_view customer : key_holders) {
        if (customer == "operator") continue;
        for (const char* side : {"in", "out"}) {
            fs::create_directories(folder / "data" / "folders" / customer / side, error);
            if (error) return fail(cannot("cannot be made", folder / "data", error));
        }
    }
    fs::permissions(folder / "data", fs::perms::owner_all, error);
    return {};
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

// The configuration with the folder's own path in it.
Result<void> writeConfiguration(const fs::path& from, const fs::path& to) {
    std::ifstream in(from, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in && text.empty())
        return fail(FailureKind::not_found, "cannot be opened for reading", from.string());
    std::ofstream out(to, std::ios::binary);
    out << replaced(text, "@folder@", fs::absolute(to.parent_path()).string());
    if (!out.flush()) return fail(FailureKind::storage_full, "cannot be written", to.string());
    return {};
}

Result<void> copyDefinitions(const DemoPlaces& places) {
    const fs::path demo = places.conf / "demo";
    std::error_code error;
    fs::copy(demo / "partners", places.folder / "partners", fs::copy_options::recursive, error);
    if (!error) fs::copy_file(demo / "erp-profile.xml", places.folder / "erp-profile.xml", error);
    if (error) return fail(cannot("the demo's files cannot be copied", demo, error));
    return writeConfiguration(demo / "entrepot.xml", places.folder / "entrepot.xml");
}

Result<std::map<std::string, std::string>> makeKeys(ports::AccessStore& access, Day today) {
    std::map<std::string, std::string> keys;
    for (const std::string_view holder : key_holders) {
        auto key = http::generateApiKey();
        if (!key) return fail(key.error());
        ports::AccessKey stored;
        stored.name = "demo " + std::string(holder);
        stored.sha256 = digest::sha256Hex(*key);
        stored.role = holder == "operator" ? ports::Role::operator_ : ports::Role::partner;
        if (stored.role == ports::Role::partner) stored.partner = PartnerKey(std::string(holder));
        stored.created_at = Instant(today);
        if (auto added = access.add(stored); !added) return fail(added.error());
        keys[std::string(holder)] = *key;
    }
    return keys;
}

Result<void> writeKeys(const fs::path& file, const std::map<std::string, std::string>& keys) {
    std::string text;
    for (const auto& [holder, key] : keys) text += holder + " " + key + "\n";
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) return fail(FailureKind::unavailable, "cannot be made", file.string());
    const bool whole =
        ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    ::close(descriptor);
    if (!whole) return fail(FailureKind::storage_full, "cannot be written", file.string());
    return {};
}

}  // namespace

Result<DemoNetwork> layOutDemo(const DemoPlaces& places, Day today) {
    if (auto cleared = clear(places.folder); !cleared) return fail(cleared.error());
    if (auto made = makeFolders(places.folder); !made) return fail(made.error());
    if (auto copied = copyDefinitions(places); !copied) return fail(copied.error());
    auto erp = erp::createDemoErp(places.folder / "erp.db", today, places.conf);
    if (!erp) return fail(erp.error());

    odbc::StoreSettings settings;
    settings.file = places.folder / "data" / "entrepot.db";
    auto stores = odbc::Stores::open(settings, places.schemas);
    if (!stores) return fail(stores.error());
    auto keys = makeKeys((*stores)->access(), today);
    if (!keys) return fail(keys.error());
    if (auto written = writeKeys(places.folder / "keys.txt", *keys); !written)
        return fail(written.error());
    return DemoNetwork{places.folder, places.folder / "entrepot.xml", std::move(*keys)};
}

}  // namespace entrepot::cli
