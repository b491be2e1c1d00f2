// Two small message types with hierarchies, for tests: X12 856 by HL, EDIFACT DESADV by CPS.
#pragma once
#include <filesystem>

namespace entrepot::mapping::test {

// A copy of the project's schemas with x12/TREE/856 and edifact/DTREE/DESADV; removed in the end.
class TreeSchemas {
public:
    TreeSchemas();
    ~TreeSchemas();
    TreeSchemas(const TreeSchemas&) = delete;
    TreeSchemas& operator=(const TreeSchemas&) = delete;

    const std::filesystem::path& folder() const { return folder_; }
    void put(const std::filesystem::path& file, std::string_view content) const;

private:
    std::filesystem::path folder_;
};

}  // namespace entrepot::mapping::test
