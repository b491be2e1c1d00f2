#include "mapping/syntax/xml/xsd_folder.h"

#include <set>

#include "mapping/xml/element.h"

namespace entrepot::mapping {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t files_max = 5'000;  // .xsd files in the folder

void readChild(const xml::Element& child, const fs::path& folder, XsdFile& into) {
    if (child.name == "element") into.elements.push_back(child.attributeOr("name", ""));
    const std::string* location = child.attribute("schemaLocation");
    if (location == nullptr) return;
    std::error_code ignored;
    const fs::path path = fs::weakly_canonical(folder / *location, ignored);
    if (child.name == "import") into.imports.emplace(child.attributeOr("namespace", ""), path);
    if (child.name == "include" || child.name == "redefine") into.includes.push_back(path);
}

XsdFile declarationsOf(const fs::path& path) {
    XsdFile file;
    std::error_code error;
    if (fs::file_size(path, error) > xsd_file_bytes_max || error) return file;
    const auto content = xml::loadFile(path);
    if (!content || content->name != "schema") return file;
    file.namespace_uri = content->attributeOr("targetNamespace", "");
    for (const xml::Element& child : content->children) readChild(child, path.parent_path(), file);
    return file;
}

}  // namespace

Result<XsdFiles> scanXsdFolder(const fs::path& folder) {
    XsdFiles files;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
         at.increment(error)) {
        if (at->path().extension() != ".xsd" || !at->is_regular_file(error)) continue;
        if (files.size() == files_max)
            return fail(FailureKind::too_large, "more than 5000 schemas (*.xsd)", folder.string());
        files.emplace(at->path(), declarationsOf(at->path()));
    }
    if (error) return fail(FailureKind::not_found, error.message(), folder.string());
    return files;
}

std::map<std::string, fs::path> broughtBy(const fs::path& file, const XsdFiles& files) {
    std::map<std::string, fs::path> brought;
    std::set<fs::path> seen;
    std::vector<fs::path> open{file};
    if (const auto own = files.find(file); own != files.end())
        brought.emplace(own->second.namespace_uri, file);
    while (!open.empty()) {
        const auto at = files.find(open.back());
        open.pop_back();
        if (at == files.end() || !seen.insert(at->first).second) continue;
        for (const auto& [uri, path] : at->second.imports) {
            brought.emplace(uri, path);
            open.push_back(path);
        }
        open.insert(open.end(), at->second.includes.begin(), at->second.includes.end());
    }
    return brought;
}

}  // namespace entrepot::mapping
