#include "adapters/daemon/edges.h"

#include "adapters/daemon/absent_erp.h"
#include "adapters/directory/folder_transport.h"
#include "adapters/directory/folder_watch.h"
#include "adapters/erp/sql_erp.h"

namespace entrepot::daemon {
namespace {

directory::FolderOptions optionsOf(const config::Folder& folder, const Limits& limits) {
    directory::FolderOptions options;
    options.name = folder.name;
    if (!folder.partner.empty()) options.partner = PartnerKey(folder.partner);
    options.folder = folder.path;
    options.pattern = folder.pattern;
    options.settle = std::chrono::milliseconds(folder.settle_ms);
    options.keep_done = folder.keep_done;
    options.body_bytes_max = limits.body_bytes_max;
    return options;
}

void report(const directory::FolderReport& found, const std::string& folder,
            ports::EventLog& events) {
    for (const Failure& failure : found.failed)
        events.note({exchange::EventId::file_failed,
                     {},
                     {},
                     {{"folder", folder}, {"why", describe(failure)}}});
    if (found.trouble)
        events.note({exchange::EventId::folder_trouble,
                     {},
                     {},
                     {{"folder", folder}, {"why", describe(*found.trouble)}}});
}

}  // namespace

Result<std::unique_ptr<ports::Erp>> openErp(const config::Erp& erp,
                                            const std::filesystem::path& schemas,
                                            const ports::Clock& clock) {
    if (erp.profile.empty()) return std::make_unique<AbsentErp>();
    auto password = config::readSecret(erp.password);
    if (!password) return fail(password.error());
    auto opened =
        entrepot::erp::SqlErp::open({erp.profile, erp.connection, *password}, schemas, clock);
    if (!opened) return fail(opened.error());
    return std::unique_ptr<ports::Erp>(std::move(*opened));
}

std::unique_ptr<ports::Transport> openTransport() {
    return std::make_unique<directory::FolderTransport>();
}

std::vector<FolderTask> openFolders(const config::Configuration& configuration, FolderPorts ports) {
    std::vector<FolderTask> tasks;
    for (const config::Folder& folder : configuration.folders) {
        auto watch = std::make_shared<directory::FolderWatch>(
            optionsOf(folder, configuration.limits), ports.exchange, ports.clock);
        tasks.push_back({std::chrono::milliseconds(folder.poll_ms), [watch, ports] {
                             report(watch->poll(), watch->options().name, ports.events);
                         }});
    }
    return tasks;
}

}  // namespace entrepot::daemon
