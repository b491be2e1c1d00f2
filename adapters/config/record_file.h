// One XML file of ours, checked by its XSD and read by its keys.
#pragma once
#include <filesystem>
#include <string>

#include "adapters/config/record_reader.h"

namespace entrepot::config {

struct RecordFile {
    std::filesystem::path file;
    std::filesystem::path schema;
    std::string root;  // name of the outermost element
};

// The keys are read first, their words being better than the XSD's. The XSD is the second net: it
// is asked when the keys find nothing.
void readRecordFile(const RecordFile& what, const BoundRecord& record, RecordLog& log);

}  // namespace entrepot::config
