// A schemas folder with files given by the test, and a partners folder beside it.
#pragma once
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "mapping/grammar/grammar_store.h"
#include "tests/support/scratch_directory.h"

namespace entrepot::mapping::test {

class WrittenSchemas {
public:
    explicit WrittenSchemas(const char* name) : folder_(*scratch_ / name) {}
    void write(const std::string& file, const std::string& text) const {
        put(folder_ / "grammars" / file, text);
    }
    void writePartner(const std::string& partner, const std::string& file,
                      const std::string& text) const {
        put(partners() / partner / "overrides" / "grammars" / file, text);
    }
    const std::filesystem::path& folder() const { return folder_; }
    std::filesystem::path partners() const { return folder_ / "partners"; }

private:
    static void put(const std::filesystem::path& path, const std::string& text) {
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << text;
    }

    // Shared by copies.
    std::shared_ptr<entrepot::test::ScratchDirectory> scratch_ =
        std::make_shared<entrepot::test::ScratchDirectory>();
    std::filesystem::path folder_;
};

// What is wrong with the grammar; empty when it loads.
inline std::string whatFailed(const WrittenSchemas& written, const exchange::MessageFormat& format,
                              const PartnerKey& partner = {}) {
    const auto found = GrammarStore(written.folder(), written.partners()).find(format, partner);
    return found ? "" : found.error().what;
}

}  // namespace entrepot::mapping::test
