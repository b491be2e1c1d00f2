// Any bytes are recognised or refused, read, acknowledged; what became a document is written in
// forms of its type, and what we wrote we can read.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "mapping/translator.h"

namespace {

using namespace entrepot;
using namespace entrepot::mapping;

constexpr std::size_t forms_max = 3;  // of one document

const SchemaTranslator& translator() {
    static const SchemaTranslator the_translator(ENTREPOT_SOURCE_DIR "/schemas",
                                                 ENTREPOT_SOURCE_DIR "/tests/golden/partners");
    return the_translator;
}

ports::ReadSettings readSettings() {
    ports::ReadSettings settings;
    settings.limits.message_bytes_max = 1 << 16;
    settings.limits.segment_bytes_max = 1 << 12;
    settings.limits.segments_per_message_max = 2000;
    return settings;
}

class Sink : public ports::TranslationSink {
public:
    void message(const exchange::InterchangeReport&, const exchange::GroupReport&,
                 exchange::MessageReport&,
                 std::optional<model::BusinessDocument> content) override {
        if (content) documents.push_back(std::move(*content));
    }
    void interchange(exchange::InterchangeReport report) override {
        interchanges.push_back(std::move(report));
    }
    std::vector<model::BusinessDocument> documents;
    std::vector<exchange::InterchangeReport> interchanges;
};

ports::WriteSettings writeSettings() {
    ports::WriteSettings settings;
    settings.sender = {"ZZ", "ENTREPOT", {}};
    settings.receiver = {"ZZ", "PARTNER", {}};
    settings.at = instantOf(1'795'000'000'000'000);
    return settings;
}

void readWhatWasWritten(const ports::Written& written) {
    if (written.bytes.empty()) return;
    Sink sink;
    const auto done = translator().read(written.bytes, {}, sink);
    if (done && !sink.interchanges.empty() && !sink.interchanges.front().syntax.empty()) return;
    std::fprintf(stderr, "we cannot read what we wrote:\n%s\n", written.bytes.c_str());
    std::abort();
}

// In so many of the forms that are there for its type, from the one `start` names on.
void write(const model::BusinessDocument& document, std::size_t start) {
    static const std::vector<exchange::MessageFormat> formats = translator().maps().formats();
    std::size_t forms = 0;
    for (std::size_t i = 0; i < formats.size() && forms < forms_max; ++i) {
        ports::WriteSettings settings = writeSettings();
        settings.format = formats[(start + i) % formats.size()];
        const auto map = translator().maps().find(settings.format);
        if (!map || (*map)->document != &model::typeOf(document)) continue;
        ++forms;
        if (const auto written = translator().write(document, settings))
            readWhatWasWritten(*written);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    (void)translator().identify(bytes);
    Sink sink;
    if (!translator().read(bytes, readSettings(), sink)) std::abort();
    for (const exchange::InterchangeReport& report : sink.interchanges)
        if (const auto answer = translator().acknowledge(report, writeSettings());
            answer && *answer)
            readWhatWasWritten(**answer);
    // A file of many documents is no news after the first.
    for (std::size_t i = 0; i < sink.documents.size() && i < 2; ++i)
        write(sink.documents[i], 7 * size + i);
    return 0;
}
