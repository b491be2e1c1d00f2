#include "adapters/config/partner_loader.h"

#include <algorithm>

#include "adapters/config/partner_keys.h"
#include "adapters/config/record_file.h"
#include "core/base/nearest.h"
#include "mapping/text/finding_catalogue.h"

namespace entrepot::config {
namespace {

namespace fs = std::filesystem;

bool isKey(const std::string& name) {
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789-";
    return !name.empty() && name.find_first_not_of(allowed) == std::string::npos;
}

std::vector<fs::path> partnerFolders(const PartnerRequest& request, RecordLog& log) {
    std::vector<fs::path> folders;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(request.folder, error)) {
        if (!entry.is_directory() || entry.path().filename().string().starts_with('.')) continue;
        folders.push_back(entry.path());
    }
    if (error) log.add(0, "the folder of the partners cannot be read: " + error.message());
    std::ranges::sort(folders);
    return folders;
}

// How we are named towards the partner, where its file does not say.
void addOurSide(exchange::EnvelopeIdentity& identity, const PartnerRequest& request,
                RecordLog& log) {
    if (!identity.us.id.empty()) return;
    const auto ours =
        std::ranges::find(request.our_identities, identity.syntax, &OurIdentity::syntax);
    if (ours == request.our_identities.end()) {
        if (identity.syntax != "csv")  // rows name no receiver
            log.add(0, "the " + identity.syntax +
                           " identity has no our_id, and broker/identities " +
                           "of the configuration has none for " + identity.syntax);
        return;
    }
    identity.us = {ours->qualifier, ours->id, ours->routing};
    if (identity.group_us.empty()) identity.group_us = ours->group;
}

void addDelivery(PartnerFile& read, const PartnerRequest& request, RecordLog& log) {
    exchange::Partner& partner = read.partner;
    const bool to_folder = partner.delivery_kind == exchange::DeliveryKind::folder;
    if (to_folder && read.delivery_folder.empty())
        return log.add(0, "deliver_to is folder, delivery_folder is missing");
    if (!read.delivery_folder.empty())
        partner.delivery_folder =
            fs::absolute(request.data / read.delivery_folder).lexically_normal().string();
}

// The findings there are; read when the first partner has severities of its own.
class Findings {
public:
    explicit Findings(fs::path file) : file_(std::move(file)) {}

    void apply(const std::vector<SeverityChange>& changes, exchange::Partner& partner,
               RecordLog& log) {
        for (const SeverityChange& change : changes) {
            load(log);
            const mapping::FindingEntry* entry = catalogue_->find(change.finding);
            if (entry == nullptr) {
                const auto ids = catalogue_->ids();
                log.add(0, "severities: there is no finding " + change.finding +
                               suggestion(change.finding,
                                          std::vector<std::string>(ids.begin(), ids.end())));
            } else if (entry->severity == exchange::Severity::fatal) {
                log.add(0,
                        "severities: " + change.finding +
                            " is fatal for everybody: what cannot be read cannot be agreed away");
            }
            partner.severities[change.finding] = change.level;
        }
    }

private:
    void load(RecordLog& log) {
        if (catalogue_) return;
        auto loaded = mapping::FindingCatalogue::load(file_);
        if (!loaded) log.add(0, loaded.error().what);
        catalogue_ = loaded ? std::move(*loaded) : mapping::FindingCatalogue();
    }

    fs::path file_;
    std::optional<mapping::FindingCatalogue> catalogue_;
};

exchange::Partner loadPartner(const fs::path& folder, const PartnerRequest& request,
                              Findings& findings, std::vector<Problem>& problems) {
    const fs::path file = folder / "partner.xml";
    RecordLog log{.file = file.string(), .prefix = {}, .problems = {}, .origins = {}};
    PartnerFile read;
    read.partner.key = PartnerKey(folder.filename().string());
    if (!isKey(read.partner.key.value))
        log.add(0, "the folder's name is the partner's key: small letters, digits and - only");
    readRecordFile({file, request.schema, "partner"}, bind(partnerKeys(), read), log);
    for (exchange::EnvelopeIdentity& identity : read.partner.identities)
        addOurSide(identity, request, log);
    addDelivery(read, request, log);
    for (ExpectedDocument& document : read.expects)
        read.partner.expects.push_back(std::move(document.type));
    findings.apply(read.severities, read.partner, log);
    std::ranges::move(log.problems, std::back_inserter(problems));
    return std::move(read.partner);
}

}  // namespace

LoadedPartners loadPartners(const PartnerRequest& request) {
    LoadedPartners loaded;
    RecordLog log{.file = request.folder.string(), .prefix = {}, .problems = {}, .origins = {}};
    std::vector<exchange::Partner> partners;
    Findings findings(request.schema.parent_path().parent_path() / "findings.xml");
    for (const fs::path& folder : partnerFolders(request, log))
        partners.push_back(loadPartner(folder, request, findings, loaded.problems));
    auto directory = exchange::PartnerDirectory::make(std::move(partners));
    if (directory)
        loaded.directory = std::move(*directory);
    else
        log.add(0, directory.error().what);
    std::ranges::move(log.problems, std::back_inserter(loaded.problems));
    return loaded;
}

}  // namespace entrepot::config
