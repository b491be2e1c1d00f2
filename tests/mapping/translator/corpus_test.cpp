// Real files of others, when they are on the machine: none may crash or stop us; what becomes of
// them is printed as a table. Nothing of them is copied into the project.
#include <catch2/catch.hpp>
#include <filesystem>
#include <iostream>
#include <map>

#include "tests/mapping/translator/support.h"

using namespace entrepot;
using namespace entrepot::mapping;
namespace fs = std::filesystem;

TEST_CASE("real files of others end in documents or findings") {
    fs::path corpus = fs::path(ENTREPOT_SOURCE_DIR) / "../shared/corpus";
    if (!fs::exists(corpus)) {
        WARN("there is no ../shared/corpus here: real files were not tried");
        return;
    }
    for (const char* part : {"x12/850", "x12/855", "x12/997", "edifact/ORDERS", "ubl/Order",
                             "ubl/OrderResponse", "ubl/Invoice", "cxml/OrderRequest",
                             "cxml/ShipNoticeRequest", "cxml/InvoiceDetailRequest", "cxml/none"}) {
        if (!fs::exists(corpus / part)) continue;
        for (const auto& file : fs::recursive_directory_iterator(corpus / part)) {
            if (!file.is_regular_file()) continue;
            const auto read = mapping::test::readBack(mapping::test::translator(),
                                                      mapping::test::contentOf(file.path()));
            CHECK(read.text.find("failure") == std::string::npos);
            std::map<std::string, int> counts;
            for (const exchange::Finding& finding : read.findings) ++counts[finding.id];
            std::cout << part << '\t' << file.path().filename().string().substr(0, 50) << '\t'
                      << read.documents.size() << " documents";
            for (const auto& [id, count] : counts) std::cout << ' ' << id << ':' << count;
            std::cout << '\n';
        }
    }
}
