// The official schemas (XSD) of XML documents, parsed once and asked by any number of threads.
//
// A folder holds them as OASIS or GS1 deliver them, subfolders and all. Of its files those are
// parsed that declare a wanted document element, and what they import. Nothing outside the folder
// is ever opened, whatever a schema or a document names.
#pragma once
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "mapping/syntax/xml/xml_tree_builder.h"

namespace entrepot::mapping {

struct XsdRoot {
    std::string namespace_uri;
    std::string element;

    friend auto operator<=>(const XsdRoot&, const XsdRoot&) = default;
};

struct XsdProblem {
    XmlPlace place;
    std::string message;  // the parser's words; they quote the document
};

struct XsdDocument {
    std::string_view bytes;
    std::string encoding;  // empty = as it declares
};

class XsdStore {
public:
    // Where two files declare the same element, the first by path counts. A schema that does not
    // load is a Failure with a line for each problem, "file:line: what".
    static Result<std::unique_ptr<const XsdStore>> open(const std::filesystem::path& folder,
                                                        std::span<const XsdRoot> wanted);
    ~XsdStore();

    bool knows(const XsdRoot& root) const;
    // `document` begins with that element, which is known, and is well-formed and within limits:
    // a reader went through it before.
    std::vector<XsdProblem> validate(const XsdRoot& root, const XsdDocument& document,
                                     std::size_t problems_max) const;

private:
    struct Pools;
    explicit XsdStore(std::unique_ptr<Pools> pools);
    std::unique_ptr<Pools> pools_;
};

}  // namespace entrepot::mapping
