#include "tests/mapping/translator/support.h"

#include <algorithm>

namespace entrepot::mapping::test {
namespace {

std::string positionText(const exchange::Position& at) {
    std::string text;
    if (at.line != 0) text += " " + std::to_string(at.line) + ":" + std::to_string(at.column);
    if (at.segment_ordinal != 0 && at.line == 0)
        text += " segment " + std::to_string(at.segment_ordinal);
    if (!at.path.empty()) text += " " + at.path;
    if (!at.segment.empty()) text += " " + at.segment;
    if (at.element != 0) text += " " + std::to_string(at.element);
    return text;
}

class Sink : public ports::TranslationSink {
public:
    void message(const exchange::InterchangeReport&, const exchange::GroupReport&,
                 exchange::MessageReport& report,
                 std::optional<model::BusinessDocument> content) override {
        read.text += "message " + report.format.text() + " " + report.control + "\n";
        for (const exchange::Finding& finding : report.findings) {
            read.text += "  " + line(finding) + "\n";
            read.findings.push_back(finding);
        }
        if (!content) {
            read.text += "refused\n";
            return;
        }
        read.text += json(*content) + "\n";
        read.formats.push_back(report.format);
        read.documents.push_back(std::move(*content));
    }
    void interchange(exchange::InterchangeReport report) override {
        read.text += "interchange " + report.syntax + " from " + report.sender.qualifier + ":" +
                     report.sender.id + " to " + report.receiver.qualifier + ":" +
                     report.receiver.id + " control " + report.control + "\n";
        for (const exchange::Finding& finding : report.findings) {
            read.text += "  " + line(finding) + "\n";
            read.findings.push_back(finding);
        }
        for (const exchange::GroupReport& group : report.groups)
            for (const exchange::Finding& finding : group.findings) {
                read.text += "  " + line(finding) + "\n";
                read.findings.push_back(finding);
            }
        read.interchanges.push_back(std::move(report));
    }
    ReadBack read;
};

}  // namespace

const SchemaTranslator& translator() {
    static const SchemaTranslator the_translator(ENTREPOT_SOURCE_DIR "/schemas",
                                                 ENTREPOT_SOURCE_DIR "/tests/golden/partners");
    return the_translator;
}

const ports::ReadSettings& anyNumbers() {
    static const exchange::Partner partner = [] {
        exchange::Partner tolerant;
        tolerant.severities["check-digit-wrong"] = exchange::Severity::ignored;
        return tolerant;
    }();
    static const ports::ReadSettings settings{{}, &partner};
    return settings;
}

std::string json(const model::BusinessDocument& document) {
    return JsonModelText(2).write(document);
}

std::string line(const exchange::Finding& finding) {
    std::string text(nameOf(finding.severity));
    text += " " + finding.id + positionText(finding.position);
    for (const auto& [name, value] : finding.values)
        if (!value.empty()) text += " " + name + "=" + value;
    return text;
}

bool ReadBack::has(std::string_view finding_id) const {
    return std::any_of(findings.begin(), findings.end(),
                       [&](const exchange::Finding& finding) { return finding.id == finding_id; });
}

ReadBack readBack(const SchemaTranslator& translator, std::string_view bytes,
                  const ports::ReadSettings& settings) {
    Sink sink;
    const auto done = translator.read(bytes, settings, sink);
    if (!done) sink.read.text += "failure " + describe(done.error()) + "\n";
    return std::move(sink.read);
}

ports::WriteSettings settingsFor(const exchange::MessageFormat& format) {
    ports::WriteSettings settings;
    settings.format = format;
    settings.sender = {"ZZ", "ENTREPOT", {}};
    settings.receiver = {"ZZ", "PARTNER", {}};
    settings.at = instantOf(1'795'000'000'000'000);
    return settings;
}

model::BusinessDocument withoutExtras(model::BusinessDocument document) {
    model::dropExtras(document);
    return document;
}

}  // namespace entrepot::mapping::test
