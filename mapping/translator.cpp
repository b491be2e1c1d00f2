#include "mapping/translator.h"

#include <algorithm>
#include <mutex>

#include "core/exchange/finding_ids.h"
#include "mapping/ack/acknowledge.h"
#include "mapping/dialects.h"
#include "mapping/map/map_writer.h"
#include "mapping/model_handler.h"
#include "mapping/outbound.h"
#include "mapping/syntax/csv/csv_reader.h"
#include "mapping/syntax/edifact/edifact_reader.h"
#include "mapping/syntax/flat/fixed_reader.h"
#include "mapping/syntax/flat/idoc_reader.h"
#include "mapping/syntax/peeked_source.h"
#include "mapping/syntax/tradacoms/tradacoms_reader.h"
#include "mapping/syntax/wrapped_lines.h"
#include "mapping/syntax/x12/x12_reader.h"
#include "mapping/syntax/xml/xml_reader.h"
#include "mapping/text/finding_collector.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;

const SeverityOverrides no_overrides;

PartnerKey keyOf(const exchange::Partner* partner) {
    return partner == nullptr ? PartnerKey() : partner->key;
}

const SeverityOverrides& severitiesOf(const ports::ReadSettings& settings) {
    return settings.partner == nullptr ? no_overrides : settings.partner->severities;
}

// What was agreed for the syntax, as inspection names it.
std::optional<Charset> charsetOf(const ports::ReadSettings& settings, std::string_view syntax) {
    if (settings.partner == nullptr) return std::nullopt;
    const exchange::EnvelopeIdentity* identity = exchange::identityFor(*settings.partner, syntax);
    if (identity == nullptr || identity->syntax != syntax) return std::nullopt;
    return charsetNamed(identity->encoding);
}

// What is in no format we read: told as an interchange with nothing but the finding.
void tellUnrecognised(const Inspection& inspection, const FindingCollector& collector,
                      InterchangeHandler& handler) {
    exchange::InterchangeReport report;
    const bool empty = inspection.kind == PayloadKind::empty;
    collector.add(report, empty ? findings::payload_empty : findings::payload_unrecognised, {},
                  {{"found", inspection.reason}});
    handler.interchangeBegins(report);
    handler.interchangeEnds(report);
}

// Lets somebody look before the message is mapped.
class WatchedHandler : public InterchangeHandler {
public:
    WatchedHandler(InterchangeHandler& handler, InterchangeHandler* watcher)
        : handler_(handler), watcher_(watcher) {}
    Flow interchangeBegins(const exchange::InterchangeReport& report) override {
        return handler_.interchangeBegins(report);
    }
    Flow groupBegins(const exchange::GroupReport& report) override {
        if (watcher_ != nullptr) watcher_->groupBegins(report);
        return handler_.groupBegins(report);
    }
    Flow message(exchange::MessageReport& report, const Grammar* grammar, Tree& tree) override {
        if (watcher_ != nullptr) watcher_->message(report, grammar, tree);
        return handler_.message(report, grammar, tree);
    }
    Flow groupEnds(exchange::GroupReport& report) override {
        if (watcher_ != nullptr) watcher_->groupEnds(report);
        return handler_.groupEnds(report);
    }
    Flow interchangeEnds(exchange::InterchangeReport& report) override {
        return handler_.interchangeEnds(report);
    }

private:
    InterchangeHandler& handler_;
    InterchangeHandler* watcher_;
};

// Takes the envelope's facts and stops there.
class EnvelopeTaker : public InterchangeHandler {
public:
    Flow interchangeBegins(const exchange::InterchangeReport& report) override {
        taken = report;
        return Flow::stop;
    }
    Flow message(exchange::MessageReport&, const Grammar*, Tree&) override { return Flow::stop; }

    std::optional<exchange::InterchangeReport> taken;
};

std::string controlVersion(const std::string& unb_version) {
    return unb_version.ends_with("4") ? "41" : "D3";
}

}  // namespace

struct SchemaTranslator::Loaded {
    std::once_flag once;
    std::optional<Dialects> dialects;
    std::optional<Failure> failure;
};

SchemaTranslator::SchemaTranslator(std::filesystem::path schemas_dir,
                                   std::filesystem::path partners_dir)
    : grammars_(schemas_dir, partners_dir),
      maps_(schemas_dir, partners_dir, grammars_),
      checks_(schemas_dir, std::move(partners_dir)),
      loaded_(std::make_unique<Loaded>()) {}

SchemaTranslator::~SchemaTranslator() = default;

Result<const Dialects*> SchemaTranslator::dialects() const {
    std::call_once(loaded_->once, [this] {
        auto loaded = loadDialects(grammars_);
        if (loaded) {
            loaded_->dialects = std::move(*loaded);
        } else {
            loaded_->failure = loaded.error();
        }
    });
    if (loaded_->failure) return fail(*loaded_->failure);
    return &*loaded_->dialects;
}

Result<void> SchemaTranslator::readAs(const Inspection& inspection, ByteSource& source,
                                      const ReadOptions& options,
                                      InterchangeHandler& handler) const {
    if (inspection.utf16 != ByteOrder::none && inspection.kind != PayloadKind::xml) {
        Utf16Source recoded(source, inspection.utf16);
        Inspection narrow = inspection;
        narrow.utf16 = ByteOrder::none;
        ReadOptions utf8 = options;
        utf8.charset = Charset::utf8;
        utf8.recoded = {findings::payload_recoded, "UTF-16"};
        return readAs(narrow, recoded, utf8, handler);
    }
    if (inspection.wrapped_at > 0) {
        UnwrappedSource joined(source);
        Inspection narrow = inspection;
        narrow.wrapped_at = 0;
        ReadOptions lines = options;
        lines.recoded = {findings::payload_wrapped, std::to_string(inspection.wrapped_at)};
        return readAs(narrow, joined, lines, handler);
    }
    switch (inspection.kind) {
        case PayloadKind::x12:
            return readX12(source, grammars_, options, handler);
        case PayloadKind::edifact:
            return readEdifact(source, grammars_, options, handler);
        case PayloadKind::tradacoms:
            return readTradacoms(source, grammars_, options, handler);
        case PayloadKind::xml: {
            const auto known = dialects();
            if (!known) return fail(known.error());
            return readXml(source, (*known)->xml, grammars_, options, handler);
        }
        case PayloadKind::csv: {
            const auto known = dialects();
            if (!known) return fail(known.error());
            return readCsv(source, (*known)->csv, grammars_, options, handler);
        }
        case PayloadKind::idoc_flat: {
            const auto known = dialects();
            if (!known) return fail(known.error());
            const XmlDialect* idoc = (*known)->idoc();
            if (idoc != nullptr) return readIdocs(source, *idoc, grammars_, options, handler);
            break;
        }
        default:
            break;
    }
    const FindingCollector collector(grammars_.findings(), options.severities,
                                     options.limits.findings_per_message_max);
    tellUnrecognised(inspection, collector, handler);
    return {};
}

// Files of fixed positions have nothing that tells them from prose but their layout.
Result<void> SchemaTranslator::readTrees(ByteSource& source, const ReadOptions& options,
                                         InterchangeHandler& handler) const {
    auto peeked = PeekedSource::peek(source, inspected_bytes_max);
    if (!peeked) return fail(peeked.error());
    const Inspection inspection = inspect(peeked->head());
    if (inspection.kind == PayloadKind::csv || inspection.kind == PayloadKind::unknown) {
        const auto known = dialects();
        if (!known) return fail(known.error());
        const auto head = peeked->head().substr(0, inspected_bytes_max);
        if (const FixedLayout layout = recogniseFixed(head, (*known)->fixed))
            return readFixed(*peeked, layout, grammars_, options, handler);
    }
    return readAs(inspection, *peeked, options, handler);
}

Result<void> SchemaTranslator::readModel(ByteSource& source, const ports::ReadSettings& settings,
                                         bool keep_reports, ports::TranslationSink& sink,
                                         InterchangeHandler* watcher) const {
    auto peeked = PeekedSource::peek(source, inspected_bytes_max);
    if (!peeked) return fail(peeked.error());
    const Inspection inspection = inspect(peeked->head());
    ReadOptions options;
    options.limits = settings.limits;
    options.severities = severitiesOf(settings);
    options.charset = charsetOf(settings, nameOf(inspection.kind));
    options.keep_reports = keep_reports;
    if (settings.partner != nullptr) options.partner = settings.partner->key;
    const FindingCollector collector(grammars_.findings(), options.severities,
                                     options.limits.findings_per_message_max);
    const auto checks = checks_.find(options.partner);
    if (!checks) return fail(checks.error());
    ModelHandler handler(maps_, **checks, collector, options.partner, sink);
    WatchedHandler watched(handler, watcher);
    const auto done = readAs(inspection, *peeked, options, watched);
