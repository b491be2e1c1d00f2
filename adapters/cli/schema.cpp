// entrepot schema: what we take of an XML document, as XSD for a partner.
#include <filesystem>
#include <fstream>

#include "adapters/cli/translation.h"
#include "mapping/syntax/xml/xsd_writer.h"

namespace entrepot::cli {
namespace {

struct Options {
    std::string format;
    std::string partner;
    std::string folder;
};

Result<void> writeFile(const std::filesystem::path& file, const std::string& text) {
    std::ofstream out(file, std::ios::binary);
    out << text;
    out.close();
    if (!out) return fail(FailureKind::unavailable, "cannot be written", file.string());
    return {};
}

Exit writeAll(const Command& command, const std::vector<mapping::XsdText>& schemas,
              const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    for (const mapping::XsdText& schema : schemas) {
        if (const auto done = writeFile(folder / schema.file, schema.text); !done)
            return command.terminal.fail(done.error());
        command.terminal.line((folder / schema.file).string());
    }
    return Exit::good;
}

Exit writeSchema(const Command& command, const Options& options) {
    const auto translation = openTranslation(command, options.partner);
    if (!translation) return command.terminal.fail(translation.error());
    const mapping::SchemaTranslator& translator = *translation->translator;
    const auto format = mapping::parseFormat(options.format, translator.grammars());
    if (!format)
        return command.terminal.fail(
            {FailureKind::not_found, "there is no such format", options.format});
    const auto schemas = translator.xsdOf(*format, PartnerKey(options.partner));
    if (!schemas) return command.terminal.fail(schemas.error());
    if (!options.folder.empty()) return writeAll(command, *schemas, options.folder);
    command.terminal.data(schemas->front().text);
    if (schemas->size() > 1)
        command.terminal.talk("it imports " + std::to_string(schemas->size() - 1) +
                              " more, one a namespace: --folder DIR writes them all");
    return Exit::good;
}

}  // namespace

void addSchema(Menu& program) {
    auto options = std::make_shared<Options>();
    Menu sub = program.command("schema", "Write the XSD of an XML document as we take it",
                               "Example: entrepot schema ubl/2.1/Order --folder xsd");
    sub.value("FORMAT", options->format, "The document, as ubl/2.1/Order", {.required = true});
    sub.value("--partner", options->partner, "With what was agreed with this partner");
    sub.value("--folder", options->folder, "Write the XSD there, with those that it imports",
              {.type = "DIR"});
    sub.runs(options, writeSchema);
}

}  // namespace entrepot::cli
