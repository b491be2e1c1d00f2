#include "mapping/payload.h"

#include <algorithm>

#include "core/exchange/finding_ids.h"
#include "mapping/syntax/peeked_source.h"

namespace entrepot::mapping {
namespace {

class ReportTaker : public InterchangeHandler {
public:
    Flow message(exchange::MessageReport&, const Grammar*, Tree&) override { return Flow::go_on; }
    Flow interchangeEnds(exchange::InterchangeReport& report) override {
        taken.push_back(std::move(report));
        return Flow::go_on;
    }
    std::vector<exchange::InterchangeReport> taken;
};

// Keeps the reports, lets the documents go.
class ReportSink : public ports::TranslationSink {
public:
    void message(const exchange::InterchangeReport&, const exchange::GroupReport&,
                 exchange::MessageReport&, std::optional<model::BusinessDocument>) override {}
    void interchange(exchange::InterchangeReport report) override {
        taken.push_back(std::move(report));
    }
    std::vector<exchange::InterchangeReport> taken;
};

class ReceiverSink : public ports::TranslationSink {
public:
    explicit ReceiverSink(const DocumentReceiver& receiver) : receiver_(receiver) {}
    void message(const exchange::InterchangeReport&, const exchange::GroupReport&,
                 exchange::MessageReport& report,
                 std::optional<model::BusinessDocument> content) override {
        if (failure) return;
        ++counts.messages;
        if (report.verdict == exchange::Verdict::refused) ++counts.refused;
        if (auto done = receiver_(report, std::move(content)); !done) failure = done.error();
    }
    void interchange(exchange::InterchangeReport report) override {
        if (report.verdict == exchange::Verdict::refused && counts.messages == 0) ++counts.refused;
    }
    TranslateCounts counts;
    std::optional<Failure> failure;

private:
    const DocumentReceiver& receiver_;
};

// Ends early.
class HeadSource : public ByteSource {
public:
    HeadSource(ByteSource& source, std::size_t bytes) : source_(source), left_(bytes) {}
    Result<std::size_t> read(std::span<char> into) override {
        const auto got = source_.read(into.first(std::min(into.size(), left_)));
        left_ -= got.value_or(0);
        return got;
    }

private:
    ByteSource& source_;
    std::size_t left_;
};

// What is not there because nobody looked further is no finding.
bool isOfHead(const exchange::Finding& finding) {
    using namespace exchange::findings;
    for (const std::string_view id :
         {payload_truncated, interchange_trailer_missing, interchange_count_mismatch,
          interchange_control_mismatch, xml_malformed, message_too_large})
        if (finding.id == id) return false;
    return true;
}

void keepHead(PayloadSummary& summary) {
    if (summary.interchanges.empty()) return;
    summary.interchanges.resize(1);
    exchange::InterchangeReport& first = summary.interchanges.front();
    std::erase_if(first.findings, [](const auto& finding) { return !isOfHead(finding); });
    if (first.groups.empty()) return;
    first.groups.resize(1);
    if (first.groups.front().messages.size() > 1) first.groups.front().messages.resize(1);
}

bool refused(const exchange::GroupReport& group) {
    return group.verdict == exchange::Verdict::refused ||
           std::any_of(group.messages.begin(), group.messages.end(), [](const auto& message) {
               return message.verdict == exchange::Verdict::refused;
           });
}

}  // namespace

Result<PayloadSummary> inspectPayload(const SchemaTranslator& translator, ByteSource& source) {
    auto peeked = PeekedSource::peek(source, inspected_bytes_max);
    if (!peeked) return fail(peeked.error());
    PayloadSummary summary;
    summary.inspection = inspect(peeked->head());
    ReadOptions options;
    options.headers_only = true;
    ReportTaker taker;
    if (const auto done = translator.readTrees(*peeked, options, taker); !done)
        return fail(done.error());
    summary.interchanges = std::move(taker.taken);
    return summary;
}

Result<PayloadSummary> inspectHeader(const SchemaTranslator& translator, ByteSource& source) {
    HeadSource head(source, header_bytes_max);
    auto summary = inspectPayload(translator, head);
    if (summary) keepHead(*summary);
    return summary;
}

Result<PayloadSummary> validatePayload(const SchemaTranslator& translator, ByteSource& source,
                                       const ports::ReadSettings& settings) {
    auto peeked = PeekedSource::peek(source, inspected_bytes_max);
    if (!peeked) return fail(peeked.error());
    PayloadSummary summary;
    summary.inspection = inspect(peeked->head());
    ReportSink sink;
    if (const auto done = translator.readWithReports(*peeked, settings, sink); !done)
        return fail(done.error());
    summary.interchanges = std::move(sink.taken);
    return summary;
}

bool anyRefused(const PayloadSummary& summary) {
    return std::any_of(summary.interchanges.begin(), summary.interchanges.end(),
                       [](const exchange::InterchangeReport& interchange) {
                           return interchange.verdict == exchange::Verdict::refused ||
                                  std::any_of(interchange.groups.begin(), interchange.groups.end(),
                                              refused);
                       });
}

Result<TranslateCounts> translateFile(const SchemaTranslator& translator, ByteSource& source,
                                      const ports::ReadSettings& settings,
                                      const DocumentReceiver& receiver) {
    ReceiverSink sink(receiver);
    if (const auto done = translator.readStream(source, settings, sink); !done)
        return fail(done.error());
    if (sink.failure) return fail(*sink.failure);
    return sink.counts;
}

}  // namespace entrepot::mapping
