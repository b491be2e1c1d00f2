#include "mapping/translator.h"

#include <algorithm>
#include <array>
#include <mutex>

#include "core/exchange/finding_ids.h"
#include "mapping/ack/acknowledge.h"
#include "mapping/ack/advice.h"
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
#include "mapping/syntax/xml/xsd_store.h"
#include "mapping/syntax/xml/xsd_writer.h"
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

// The forms of an ApplicationAdvice. cXML's Response is its acknowledgement and says it all.
struct AdviceForm {
    std::string_view syntax;
    std::string_view type;
};
constexpr std::array advice_forms{AdviceForm{"x12", "824"}, AdviceForm{"edifact", "APERAK"},
                                  AdviceForm{"ubl", "ApplicationResponse"}};

// Versions in the order of their years: D93A, D96A, D01B.
std::string ageOf(const exchange::MessageFormat& format) {
    if (format.syntax != "edifact" || format.version.size() < 2) return format.version;
    return (format.version[1] >= '8' ? "19" : "20") + format.version.substr(1);
}

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

Result<void> SchemaTranslator::useXsdFolder(const std::filesystem::path& folder) {
    const auto known = dialects();
    if (!known) return fail(known.error());
    std::vector<XsdRoot> wanted;
    for (const XmlDialect& dialect : (*known)->xml)
        for (const XmlDocument& document : dialect.documents)
            wanted.push_back({document.namespace_uri, document.element});
    auto store = XsdStore::open(folder, wanted);
    if (!store) return fail(store.error());
    xsd_ = std::move(*store);
    return {};
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
Result<void> SchemaTranslator::readPeeked(const Inspection& inspection, PeekedSource& peeked,
                                          const ReadOptions& options,
                                          InterchangeHandler& handler) const {
    if (inspection.kind == PayloadKind::csv || inspection.kind == PayloadKind::unknown) {
        const auto known = dialects();
        if (!known) return fail(known.error());
        const auto head = peeked.head().substr(0, inspected_bytes_max);
        const auto layout = recogniseFixed(head, (*known)->fixed, grammars_, options.partner);
        if (!layout) return fail(layout.error());
        if (*layout) return readFixed(peeked, *layout, grammars_, options, handler);
    }
    return readAs(inspection, peeked, options, handler);
}

Result<void> SchemaTranslator::readTrees(ByteSource& source, const ReadOptions& options,
                                         InterchangeHandler& handler) const {
    auto peeked = PeekedSource::peek(source, inspected_bytes_max);
    if (!peeked) return fail(peeked.error());
    return readPeeked(inspect(peeked->head()), *peeked, options, handler);
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
    options.xsd = xsd_.get();
    if (settings.partner != nullptr) options.partner = settings.partner->key;
    const FindingCollector collector(grammars_.findings(), options.severities,
                                     options.limits.findings_per_message_max);
    const auto checks = checks_.find(options.partner);
    if (!checks) return fail(checks.error());
    ModelHandler handler(maps_, **checks, collector, options.partner, sink);
    WatchedHandler watched(handler, watcher);
    const auto done = readPeeked(inspection, *peeked, options, watched);
    if (handler.failure()) return fail(*handler.failure());
    return done;
}

Result<void> SchemaTranslator::read(std::string_view bytes, const ports::ReadSettings& settings,
                                    ports::TranslationSink& sink) const {
    const auto source = memorySource(bytes);
    return readModel(*source, settings, true, sink);
}

Result<void> SchemaTranslator::readStream(ByteSource& source, const ports::ReadSettings& settings,
                                          ports::TranslationSink& sink) const {
    return readModel(source, settings, false, sink);
}

Result<void> SchemaTranslator::readWatched(ByteSource& source, const ports::ReadSettings& settings,
                                           InterchangeHandler& watcher,
                                           ports::TranslationSink& sink) const {
    return readModel(source, settings, false, sink, &watcher);
}

Result<void> SchemaTranslator::readWithReports(ByteSource& source,
                                               const ports::ReadSettings& settings,
                                               ports::TranslationSink& sink) const {
    return readModel(source, settings, true, sink);
}

ports::Identification SchemaTranslator::identify(std::string_view bytes) const {
    ReadOptions options;
    options.headers_only = true;
    EnvelopeTaker taker;
    const auto source = memorySource(bytes);
    const auto done = readTrees(*source, options, taker);
    ports::Identification identified;
    if (!done || !taker.taken) return identified;
    exchange::InterchangeReport& report = *taker.taken;
    const bool known = std::none_of(report.findings.begin(), report.findings.end(),
                                    [](const exchange::Finding& finding) {
                                        return finding.id == findings::payload_unrecognised ||
                                               finding.id == findings::payload_empty;
                                    });
    if (known) identified.syntax = report.syntax;
    identified.sender = report.sender;
    identified.receiver = report.receiver;
    identified.control = report.control;
    identified.test = report.test;
    identified.findings = std::move(report.findings);
    return identified;
}

Result<ports::Written> SchemaTranslator::write(const model::BusinessDocument& document,
                                               const ports::WriteSettings& settings) const {
    const auto map = maps_.find(settings.format, keyOf(settings.partner));
    if (!map) return fail(map.error());
    if ((*map)->document != &model::typeOf(document))
        return fail(FailureKind::invalid,
                    "this format carries " + std::string((*map)->document->name) + ", not " +
                        std::string(model::typeName(document)),
                    settings.format.text());
    const auto known = dialects();
    if (!known) return fail(known.error());
    ports::Written written;
    std::vector<OutboundTree> messages;
    writeTree(**map, settings, document, messages, written);
    if (const auto done = writePayload(messages, **known, settings, written); !done)
        return fail(done.error());
    return written;
}

void SchemaTranslator::writeTree(const Map& map, const ports::WriteSettings& settings,
                                 const model::BusinessDocument& document,
                                 std::vector<OutboundTree>& into, ports::Written& written) const {
    exchange::MessageReport report;
    const SeverityOverrides& severities =
        settings.partner == nullptr ? no_overrides : settings.partner->severities;
    const FindingCollector collector(grammars_.findings(), severities,
                                     Limits().findings_per_message_max);
    OutboundTree& message = into.emplace_back();
    message.grammar = map.grammar;
    message.format = settings.format;
    message.acknowledged = isAcknowledged(settings.format);
    MapWriter(map, collector, report).write(document, message.tree);
    collector.finish(report);
    written.findings.insert(written.findings.end(), report.findings.begin(), report.findings.end());
}

// X12: in the version of its group when we have that; else in the nearest before it, or the first.
exchange::MessageFormat SchemaTranslator::acknowledgementFormat(
    const exchange::InterchangeReport& received, const model::Acknowledgement& content,
    bool implementation) const {
    if (received.syntax == "edifact")
        return {"edifact", controlVersion(received.version), "CONTRL"};
    const std::string version = content.group_version.substr(0, 6);
    if (implementation && hasImplementationAcknowledgement(version)) {
        const exchange::MessageFormat format{"x12", version, "999"};
        if (maps_.find(format)) return format;
    }
    const exchange::MessageFormat format{"x12", version, "997"};
    if (maps_.find(format)) return format;
    std::optional<exchange::MessageFormat> nearest;
    for (const exchange::MessageFormat& known : maps_.formats())
        if (known.syntax == format.syntax && known.type == format.type &&
            (!nearest || known.version <= version))
            nearest = known;
    return nearest.value_or(format);
}

// In the version that came in; in ours when that one cannot be written.
Result<std::optional<ports::Written>> SchemaTranslator::acknowledge(
    const exchange::InterchangeReport& received, const ports::WriteSettings& settings) const {
    ports::WriteSettings own = settings;
    if (own.syntax_version.empty()) own.syntax_version = received.version;
    auto written = acknowledgeAs(received, own);
    if (written || !settings.syntax_version.empty()) return written;
    own.syntax_version = received.syntax == "x12" ? "00401" : "UNOC:3";
    return acknowledgeAs(received, own);
}

Result<std::optional<ports::Written>> SchemaTranslator::acknowledgeAs(
    const exchange::InterchangeReport& received, const ports::WriteSettings& own) const {
    const auto known = dialects();
    if (!known) return fail(known.error());
    for (const XmlDialect& dialect : (*known)->xml)
        if (dialect.id == received.syntax && dialect.acknowledgement)
            return answerPlainly(received, *dialect.acknowledgement, own);
    ports::Written written;
    std::vector<OutboundTree> messages;
    for (const model::Acknowledgement& content :
         acknowledgementsOf(received, grammars_.findings(), own.implementation_acknowledgement)) {
        ports::WriteSettings settings = own;
        settings.format =
            acknowledgementFormat(received, content, own.implementation_acknowledgement);
        const auto map = maps_.find(settings.format, keyOf(own.partner));
        if (!map) return fail(map.error());
        writeTree(**map, settings, content, messages, written);
    }
    if (const auto receipt = receiptOf(received, grammars_.findings())) {
        ports::WriteSettings alone = own;
        if (!messages.empty())
            alone.interchange_control =
                own.receipt_control != 0 ? own.receipt_control : own.interchange_control + 1;
        if (const auto done = writeReceipt(*receipt, alone, received.version, written); !done)
            return fail(done.error());
    }
    if (!messages.empty())
        if (const auto done = writePayload(messages, **known, own, written); !done)
            return fail(done.error());
    if (written.bytes.empty()) return std::optional<ports::Written>();
    return std::optional<ports::Written>(std::move(written));
}

Result<std::optional<ports::Written>> SchemaTranslator::answerPlainly(
    const exchange::InterchangeReport& received, const exchange::MessageFormat& format,
    const ports::WriteSettings& own) const {
    if (holdsAcknowledgement(received)) return std::optional<ports::Written>();
    ports::WriteSettings settings = own;
    settings.format = format;
    settings.syntax_version.clear();
    auto written = write(plainAnswer(received, grammars_.findings(), own.language), settings);
    if (!written) return fail(written.error());
    return std::optional<ports::Written>(std::move(*written));
}

// What says something of another document is not answered in turn.
bool SchemaTranslator::speaksOfOthers(const exchange::MessageFormat& format) const {
    const auto map = maps_.find(format);
    return map && ((*map)->document == model::findType("Acknowledgement") ||
                   (*map)->document == model::findType("ApplicationAdvice"));
}

bool SchemaTranslator::holdsAcknowledgement(const exchange::InterchangeReport& received) const {
    const auto is = [&](const exchange::MessageReport& message) {
        const auto map = maps_.find(message.format);
        return map && (*map)->document == model::findType("Acknowledgement");
    };
    return std::any_of(received.groups.begin(), received.groups.end(), [&](const auto& group) {
        return std::any_of(group.messages.begin(), group.messages.end(), is);
    });
}

bool SchemaTranslator::isAcknowledged(const exchange::MessageFormat& format) const {
    if (format.syntax != "x12" && format.syntax != "edifact") return false;
    return !speaksOfOthers(format);
}

bool SchemaTranslator::isRepliedTo(const exchange::MessageFormat& format) const {
    const auto known = dialects();
    return known && std::ranges::any_of((*known)->xml, [&](const XmlDialect& dialect) {
               return dialect.id == format.syntax && dialect.acknowledgement &&
                      *dialect.acknowledgement != format;
           });
}

// In the version itself, else in the nearest before it, else in the first.
std::optional<exchange::MessageFormat> SchemaTranslator::adviceFormat(
    const exchange::MessageFormat& about) const {
    const auto form = std::ranges::find(advice_forms, about.syntax, &AdviceForm::syntax);
    if (form == advice_forms.end()) return std::nullopt;
    const std::string asked = ageOf(about);
    std::optional<exchange::MessageFormat> nearest;
    for (const exchange::MessageFormat& known : grammars_.formats()) {
        if (known.syntax != form->syntax || known.type != form->type || !maps_.find(known))
            continue;
        const bool first = !nearest || (ageOf(*nearest) > asked && ageOf(known) < ageOf(*nearest));
        const bool nearer = nearest && ageOf(known) <= asked && ageOf(known) > ageOf(*nearest);
        if (first || nearer) nearest = known;
    }
    return nearest;
}

std::optional<ports::Advice> SchemaTranslator::adviceOn(const exchange::MessageReport& message,
                                                        std::string_view group_control,
                                                        Language language) const {
    const auto format = adviceFormat(message.format);
    if (!format || speaksOfOthers(message.format)) return std::nullopt;
    auto content = adviceOf({message, std::string(group_control), message.number, message.issued},
                            grammars_.findings(), language);
    if (!content) return std::nullopt;
    return ports::Advice{*format, std::move(*content)};
}

std::optional<exchange::MessageFormat> SchemaTranslator::answerTo(
    const exchange::MessageFormat& format) const {
    const auto map = maps_.find(format);
    if (!map) return std::nullopt;
    return (*map)->answer;
}

Result<std::vector<XsdText>> SchemaTranslator::xsdOf(const exchange::MessageFormat& format,
                                                     const PartnerKey& partner) const {
    const auto known = dialects();
    if (!known) return fail(known.error());
    for (const XmlDialect& dialect : (*known)->xml) {
        const XmlDocument* document = dialect.document(format);
        if (document == nullptr) continue;
        const auto bound = boundFor(dialect, *document, grammars_, partner);
        if (!bound) return fail(bound.error());
        return writeXsd(dialect, **bound);
    }
    return fail(FailureKind::not_found, "there is no XML document of this format", format.text());
}

// The envelopes of all XML documents and of files of fixed positions.
Result<void> SchemaTranslator::bindAll() const {
    const auto known = dialects();
    if (!known) return fail(known.error());
    for (const auto* dialects : {&(*known)->xml, &(*known)->fixed})
        for (const XmlDialect& dialect : *dialects)
            for (const XmlDocument& document : dialect.documents)
                if (const auto bound = boundFor(dialect, document, grammars_, {}); !bound)
                    return fail(bound.error());
    return {};
}

Result<void> SchemaTranslator::loadAll() const {
    if (const auto bound = bindAll(); !bound) return bound;
    if (const auto checks = checks_.find(); !checks) return fail(checks.error());
    for (const exchange::MessageFormat& format : grammars_.formats())
        if (const auto grammar = grammars_.find(format); !grammar) return fail(grammar.error());
    for (const exchange::MessageFormat& format : maps_.formats())
        if (const auto map = maps_.find(format); !map) return fail(map.error());
    for (const PartnerKey& partner : maps_.partners()) {
        for (const exchange::MessageFormat& format : grammars_.overridden(partner))
            if (const auto grammar = grammars_.find(format, partner); !grammar)
                return fail(grammar.error());
        for (const exchange::MessageFormat& format : maps_.overridden(partner))
            if (const auto map = maps_.find(format, partner); !map) return fail(map.error());
    }
    return {};
}

std::optional<exchange::MessageFormat> parseFormat(std::string_view text,
                                                   const GrammarStore& grammars) {
    const std::size_t first = text.find('/');
    if (first == std::string_view::npos) return std::nullopt;
    const std::string syntax(text.substr(0, first));
    const std::size_t second = text.find('/', first + 1);
    const std::string a(text.substr(first + 1, second - first - 1));
    if (second != std::string_view::npos) {
        const std::string b(text.substr(second + 1));
        for (const exchange::MessageFormat& format :
             {exchange::MessageFormat{syntax, a, b}, exchange::MessageFormat{syntax, b, a}})
            if (grammars.find(format)) return format;
        return std::nullopt;
    }
    std::optional<exchange::MessageFormat> newest;
    for (const exchange::MessageFormat& format : grammars.formats())
        if (format.syntax == syntax && format.type == a) newest = format;
    return newest;
}

}  // namespace entrepot::mapping
