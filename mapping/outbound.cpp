#include "mapping/outbound.h"

#include "core/exchange/finding_ids.h"
#include "mapping/syntax/csv/csv_writer.h"
#include "mapping/syntax/edifact/edifact_writer.h"
#include "mapping/syntax/flat/flat_writer.h"
#include "mapping/syntax/flat/idoc_names.h"
#include "mapping/syntax/tradacoms/tradacoms_writer.h"
#include "mapping/syntax/x12/x12_writer.h"
#include "mapping/syntax/xml/xml_envelope.h"
#include "mapping/syntax/xml/xml_writer.h"

namespace entrepot::mapping {
namespace {

std::string padded(std::int64_t number, std::size_t digits) {
    std::string text = std::to_string(number);
    return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

int hhmm(Instant at) {
    const auto in_day = at - std::chrono::floor<Days>(at);
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(in_day).count();
    return static_cast<int>(minutes / 60 * 100 + minutes % 60);
}

InterchangeEnvelope envelopeOf(const ports::WriteSettings& settings) {
    InterchangeEnvelope envelope;
    envelope.sender = settings.sender;
    envelope.receiver = settings.receiver;
    envelope.control = std::to_string(settings.interchange_control);
    envelope.day = std::chrono::floor<Days>(settings.at);
    envelope.hhmm = hhmm(settings.at);
    envelope.test = settings.test;
    envelope.charset = charsetNamed(settings.encoding);
    return envelope;
}

// "004010" goes out in an interchange of version 00401.
std::string interchangeVersion(const std::string& version) {
    return version.substr(0, 5);
}

std::vector<OutboundMessage> outboundOf(const std::vector<OutboundTree>& messages,
                                        std::int64_t first_control, std::size_t digits) {
    std::vector<OutboundMessage> all;
    for (const OutboundTree& message : messages) {
        OutboundMessage& added = all.emplace_back();
        added.format = message.format;
        added.control = padded(first_control + static_cast<std::int64_t>(all.size()) - 1, digits);
        added.tree = &message.tree;
    }
    return all;
}

void take(WrittenInterchange interchange, ports::Written& written) {
    written.bytes += interchange.bytes;
    if (interchange.texts_altered == 0) return;
    exchange::Finding finding;
    finding.id = exchange::findings::text_encoding_invalid;
    finding.severity = exchange::Severity::warning;
    finding.values.emplace_back("found", exchange::printable(interchange.first_altered));
    if (interchange.texts_altered > 1)
        finding.values.emplace_back("texts", std::to_string(interchange.texts_altered));
    written.findings.push_back(std::move(finding));
}

// A table as a whole in the set that was agreed.
WrittenInterchange encoded(std::string utf8, std::optional<Charset> charset) {
    WrittenInterchange table;
    if (!charset) {
        table.bytes = std::move(utf8);
    } else {
        std::string_view rest = utf8;
        while (!rest.empty()) {
            const std::size_t row = std::min(rest.find('\n'), rest.size() - 1) + 1;
            if (!appendEncoded(table.bytes, *charset, rest.substr(0, row)))
                table.tellAltered(rest.substr(0, row));
            rest.remove_prefix(row);
        }
    }
    return table;
}

Result<void> writeAsX12(const std::vector<OutboundTree>& messages,
                        const ports::WriteSettings& settings, ports::Written& written) {
    const OutboundTree& first = messages.front();
    InterchangeEnvelope envelope = envelopeOf(settings);
    envelope.version = settings.syntax_version.empty() ? interchangeVersion(first.format.version)
                                                       : settings.syntax_version;
    envelope.characters = x12Characters(envelope.version);
    envelope.group.functional_id = first.grammar->functional_id;
    envelope.group.version = first.format.version;
    envelope.group.control = std::to_string(settings.group_control);
    envelope.group.sender = settings.group_sender;
    envelope.group.receiver = settings.group_receiver;
    const auto outbound = outboundOf(messages, settings.message_control, 4);
    auto interchange = writeX12(envelope, outbound);
    if (!interchange) return fail(interchange.error());
    take(std::move(*interchange), written);
    written.content_type = "application/edi-x12";
    written.file_extension = "x12";
    return {};
}

Result<void> writeAsEdifact(const std::vector<OutboundTree>& messages,
                            const ports::WriteSettings& settings, ports::Written& written) {
    InterchangeEnvelope envelope = envelopeOf(settings);
    const std::string version =
        settings.syntax_version.empty() ? "UNOC:3" : settings.syntax_version;
    const std::size_t colon = std::min(version.find(':'), version.size());
    envelope.level = version.substr(0, colon);
    envelope.version = colon < version.size() ? version.substr(colon + 1, 1) : "3";
    envelope.characters = edifactCharacters(envelope.version);
    envelope.acknowledgement_requested = messages.front().acknowledged;
    const auto outbound = outboundOf(messages, settings.message_control, 1);
    auto interchange = writeEdifact(envelope, outbound);
    if (!interchange) return fail(interchange.error());
    take(std::move(*interchange), written);
    written.content_type = "application/edifact";
    written.file_extension = "edi";
    return {};
}

Result<void> writeAsTradacoms(const std::vector<OutboundTree>& messages,
                              const ports::WriteSettings& settings, ports::Written& written) {
    InterchangeEnvelope envelope = envelopeOf(settings);
    envelope.group.functional_id = messages.front().grammar->functional_id;
    envelope.application = settings.test ? envelope.group.functional_id.substr(0, 3) + "TES"
                                         : envelope.group.functional_id;
    const auto outbound = outboundOf(messages, settings.message_control, 1);
    auto interchange = writeTradacoms(envelope, outbound);
    if (!interchange) return fail(interchange.error());
    take(std::move(*interchange), written);
    written.content_type = "application/edi-tradacoms";
    written.file_extension = "edi";
    return {};
}

EnvelopeWords wordsOf(const ports::WriteSettings& settings) {
    return {settings.sender, settings.receiver, std::to_string(settings.interchange_control),
            settings.at, settings.test};
}

Result<void> writeAsIdoc(const OutboundTree& message, const XmlDialect& dialect,
                         const XmlDocument& document, const ports::WriteSettings& settings,
                         ports::Written& written) {
    take(writeIdoc(withXmlEnvelope(message.tree, document, wordsOf(settings)), dialect, document),
         written);
    written.content_type = "text/plain";
    written.file_extension = "idoc";
    return {};
}

Result<void> writeAsXml(const OutboundTree& message, const XmlDialect& dialect,
                        const XmlDocument& document, const ports::WriteSettings& settings,
                        ports::Written& written) {
    if (document.flat && settings.syntax_version == idoc::flat_version)
        return writeAsIdoc(message, dialect, document, settings, written);
    WrittenXml xml = document.written.empty()
                         ? writeXml(message.tree, dialect, document)
                         : writeXml(withXmlEnvelope(message.tree, document, wordsOf(settings)),
                                    dialect, document);
    take({std::move(xml.bytes), {}, xml.texts_altered, std::move(xml.first_altered)}, written);
    written.content_type = "application/xml";
    written.file_extension = "xml";
    return {};
}

}  // namespace

Result<void> writePayload(const std::vector<OutboundTree>& messages, const Dialects& dialects,
                          const ports::WriteSettings& settings, ports::Written& written) {
    const OutboundTree& first = messages.front();
    const exchange::MessageFormat& format = first.grammar->format;
    written.format = first.format;
    if (format.syntax == "x12") return writeAsX12(messages, settings, written);
    if (format.syntax == "edifact") return writeAsEdifact(messages, settings, written);
    if (format.syntax == "tradacoms") return writeAsTradacoms(messages, settings, written);
    for (const XmlDialect& dialect : dialects.xml)
        if (const XmlDocument* document = dialect.document(format)) {
            const auto bound = dialect.bound(*document, *first.grammar);
            if (!bound) return fail(bound.error());
            return writeAsXml(first, dialect, **bound, settings, written);
        }
    for (const XmlDialect& dialect : dialects.fixed)
        if (const XmlDocument* document = dialect.document(format)) {
            const auto bound = dialect.bound(*document, *first.grammar);
            if (!bound) return fail(bound.error());
            take(writeFixed(first.tree, **bound), written);
            written.content_type = "text/plain";
            written.file_extension = "txt";
            return {};
        }
    if (const CsvDocument* document = dialects.csv.document(format)) {
        take(encoded(writeCsv(first.tree, *document), charsetNamed(settings.encoding)), written);
        written.content_type = "text/csv";
        written.file_extension = "csv";
        return {};
    }
    return fail(FailureKind::invalid, "nothing writes this syntax", format.text());
}

Result<void> writeReceipt(const exchange::InterchangeReceipt& receipt,
                          const ports::WriteSettings& settings, std::string_view version,
                          ports::Written& written) {
    InterchangeEnvelope envelope = envelopeOf(settings);
    envelope.version =
        settings.syntax_version.empty() ? std::string(version) : settings.syntax_version;
    envelope.characters = x12Characters(envelope.version);
    auto interchange = writeReceipts(envelope, {&receipt, 1});
    if (!interchange) return fail(interchange.error());
    take(std::move(*interchange), written);
    written.format = {"x12", envelope.version, "TA1"};
    written.content_type = "application/edi-x12";
    written.file_extension = "x12";
    return {};
}

}  // namespace entrepot::mapping
