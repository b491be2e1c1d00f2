#include "adapters/config/record_file.h"

#include <cstdlib>
#include <sstream>

namespace entrepot::config {
namespace {

// "conf/entrepot.xml:12: what" taken apart again.
Problem problemOf(const std::string& file, const std::string& text) {
    Problem problem{file, 0, text};
    const std::string start = file + ":";
    const auto end = text.find(": ", start.size());
    if (!text.starts_with(start) || end == std::string::npos) return problem;
    problem.line = static_cast<std::uint32_t>(std::atoi(text.c_str() + start.size()));
    problem.what = text.substr(end + 2);
    return problem;
}

void addProblems(const Failure& failure, RecordLog& log) {
    std::istringstream lines(failure.what);
    for (std::string line; std::getline(lines, line);)
        log.problems.push_back(problemOf(log.file, line));
}

}  // namespace

void readRecordFile(const RecordFile& what, const BoundRecord& record, RecordLog& log) {
    const auto root = mapping::xml::loadFile(what.file);
    if (!root) return addProblems(root.error(), log);
    if (root->name != what.root)
        return log.add(root->line,
                       "the outermost element is " + root->name + "; it must be " + what.root);
    readRecord(*root, record, log);
    if (!log.problems.empty()) return;
    const auto valid = mapping::xml::loadFile(what.file, {.schema = what.schema});
    if (!valid) addProblems(valid.error(), log);
}

}  // namespace entrepot::config
