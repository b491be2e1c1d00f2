// Says why a line is promised as it is: what each delivery stands on, what kept it from being there
// on the wanted day, and why some of it is not promised.
#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "core/model/order_response.h"
#include "core/promise/line_planner.h"
#include "core/promise/reasons.h"

namespace entrepot::promise {

// One wanted part after planning.
struct PlannedPart {
    std::optional<Day> wanted;
    int deadline = 0;    // the wanted day, or the first possible one, counted from today
    Quantity lots;       // of the wanted quantity, whole lots
    Quantity remainder;  // less than a lot; never promised
    Quantity missing;    // of the lots, not promised
    std::size_t first_take = 0;
    std::size_t last_take = 0;
};

class Explanation {
public:
    Explanation(const SupplyPicture& picture, const LinePlan& plan,
                std::vector<model::Reason>& reasons)
        : picture_(picture), plan_(plan), reasons_(reasons) {}

    // Everything but the reason for what is missing, which depends on the policy.
    void explain(const PlannedPart& part);
    void explainExhausted(const PlannedPart& part);

private:
    void explainTake(const Take& take);
    void explainLate(const PlannedPart& part, const Candidate& candidate);
    bool isLate(const PlannedPart& part) const;
    void add(model::Reason reason) { addReason(reasons_, std::move(reason)); }

    const SupplyPicture& picture_;
    const LinePlan& plan_;
    std::vector<model::Reason>& reasons_;
};

}  // namespace entrepot::promise
