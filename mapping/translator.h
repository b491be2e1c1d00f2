// Everything mapping can do, behind core/ports/translator.h and for the command line.
//
// What a message looks like and means is in the schemas; this knows syntaxes only. Definitions are
// loaded when first needed and kept. Thread-safe: any number of threads may translate at once.
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ports/translator.h"
#include "mapping/check/check_store.h"
#include "mapping/grammar/grammar_store.h"
#include "mapping/map/map_store.h"
#include "mapping/syntax/inspector.h"
#include "mapping/syntax/interchange_handler.h"
#include "mapping/syntax/source.h"

namespace entrepot::mapping {

struct Dialects;
struct OutboundTree;
struct XsdText;
class XsdStore;
class PeekedSource;

class SchemaTranslator : public ports::Translator {
public:
    // `partners_dir` may be empty or absent: then there are no partners' differences.
    explicit SchemaTranslator(std::filesystem::path schemas_dir,
                              std::filesystem::path partners_dir = {});
    ~SchemaTranslator() override;

    // XML documents are validated against the XSDs of this folder as well, those it has one for; a
    // schema that does not load is a failure. To be called before the first document is read.
    Result<void> useXsdFolder(const std::filesystem::path& folder);

    ports::Identification identify(std::string_view bytes) const override;
    Result<void> read(std::string_view bytes, const ports::ReadSettings& settings,
                      ports::TranslationSink& sink) const override;
    Result<ports::Written> write(const model::BusinessDocument& document,
                                 const ports::WriteSettings& settings) const override;
    Result<std::optional<ports::Written>> acknowledge(
        const exchange::InterchangeReport& received,
        const ports::WriteSettings& settings) const override;
    std::optional<ports::Advice> adviceOn(const exchange::MessageReport& message,
                                          std::string_view group_control,
                                          Language language) const override;
    bool isAcknowledged(const exchange::MessageFormat& format) const override;
    bool isRepliedTo(const exchange::MessageFormat& format) const override;
    std::optional<exchange::MessageFormat> answerTo(
        const exchange::MessageFormat& format) const override;

    // The same from a file or stream, in constant memory for any number of messages: the reports
    // given to the sink's interchange() hold no messages then.
    Result<void> readStream(ByteSource& source, const ports::ReadSettings& settings,
                            ports::TranslationSink& sink) const;
    // As read(), from a file or stream: the reports hold their messages.
    Result<void> readWithReports(ByteSource& source, const ports::ReadSettings& settings,
                                 ports::TranslationSink& sink) const;
    // As readStream(); `watcher` is told where groups begin and end, and sees each tree before it
    // is mapped.
    Result<void> readWatched(ByteSource& source, const ports::ReadSettings& settings,
                             InterchangeHandler& watcher, ports::TranslationSink& sink) const;
    // Trees instead of the model, for `validate` and `inspect` (ReadOptions::headers_only).
    Result<void> readTrees(ByteSource& source, const ReadOptions& options,
                           InterchangeHandler& handler) const;

    // The XSDs of an XML document as our grammar has it, with the partner's differences: first that
    // of the document's own namespace. not_found for what is no XML.
    Result<std::vector<XsdText>> xsdOf(const exchange::MessageFormat& format,
                                       const PartnerKey& partner = {}) const;

    // Loads every grammar, dialect, map and code table; the failure is the first that does not.
    Result<void> loadAll() const;

    const GrammarStore& grammars() const { return grammars_; }
    const MapStore& maps() const { return maps_; }

private:
    struct Loaded;

    Result<const Dialects*> dialects() const;
    Result<void> bindAll() const;
    void writeTree(const Map& map, const ports::WriteSettings& settings,
                   const model::BusinessDocument& document, std::vector<OutboundTree>& into,
                   ports::Written& written) const;
    Result<std::optional<ports::Written>> answerPlainly(const exchange::InterchangeReport& received,
                                                        const exchange::MessageFormat& format,
                                                        const ports::WriteSettings& own) const;
    bool holdsAcknowledgement(const exchange::InterchangeReport& received) const;
    bool speaksOfOthers(const exchange::MessageFormat& format) const;
    std::optional<exchange::MessageFormat> adviceFormat(const exchange::MessageFormat& about) const;
    Result<std::optional<ports::Written>> acknowledgeAs(const exchange::InterchangeReport& received,
                                                        const ports::WriteSettings& own) const;
    exchange::MessageFormat acknowledgementFormat(const exchange::InterchangeReport& received,
                                                  const model::Acknowledgement& content,
                                                  bool implementation) const;
    Result<void> readPeeked(const Inspection& inspection, PeekedSource& peeked,
                            const ReadOptions& options, InterchangeHandler& handler) const;
    Result<void> readAs(const Inspection& inspection, ByteSource& source,
                        const ReadOptions& options, InterchangeHandler& handler) const;
    Result<void> readModel(ByteSource& source, const ports::ReadSettings& settings,
                           bool keep_reports, ports::TranslationSink& sink,
                           InterchangeHandler* watcher = nullptr) const;

    GrammarStore grammars_;
    MapStore maps_;
    CheckStore checks_;
    std::unique_ptr<Loaded> loaded_;
    std::unique_ptr<const XsdStore> xsd_;  // null = none
};

// "x12/004010/850"; also in the order of the command line, "x12/850/004010", and "csv/order".
std::optional<exchange::MessageFormat> parseFormat(std::string_view text,
                                                   const GrammarStore& grammars);

}  // namespace entrepot::mapping
