// The demo network as a folder of its own: configuration, partners, ERP database, keys.
//
//   <folder>/entrepot.xml          a configuration like any other: `entrepot serve --config` takes
//   it <folder>/partners/<key>/       four customers, one a form <folder>/erp.db                the
//   manufacturer's ERP (conf/demo/erp.sql) <folder>/keys.txt              the API keys, mode 0600:
//   "<customer or operator> <key>" a line <folder>/data/                 the broker's database and
//   the customers' folders
#pragma once
#include <filesystem>
#include <map>
#include <string>

#include "core/base/result.h"
#include "core/base/time.h"

namespace entrepot::cli {

struct DemoNetwork {
    std::filesystem::path folder;
    std::filesystem::path configuration;
    std::map<std::string, std::string> keys;  // by customer; "operator" too
};

struct DemoPlaces {
    std::filesystem::path folder;  // made anew; an earlier demo in it is removed, nothing else is
    std::filesystem::path conf;    // holds demo/
    std::filesystem::path schemas;
};

Result<DemoNetwork> layOutDemo(const DemoPlaces& places, Day today);

}  // namespace entrepot::cli
