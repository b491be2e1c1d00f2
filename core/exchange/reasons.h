// Why an order or a line is not even asked for: ids with the names of their values, in order.
//
// The words are in schemas/texts/reasons.xml beside those of promising; a test keeps both in step.
#pragma once
#include "core/promise/reasons.h"

namespace entrepot::exchange::reasons {

using promise::ReasonKind;

// Lines
inline constexpr ReasonKind quantity_not_positive{"quantity-not-positive", {"found"}};
inline constexpr ReasonKind quantity_too_large{"quantity-too-large", {"found", "maximum"}};
inline constexpr ReasonKind quantity_not_exact{"quantity-not-exact", {"found", "unit"}};
inline constexpr ReasonKind unit_unknown{"unit-unknown", {"unit", "item"}};
inline constexpr ReasonKind schedule_sum{"schedule-sum", {"found", "expected"}};
inline constexpr ReasonKind schedule_too_long{"schedule-too-long", {"maximum"}};
inline constexpr ReasonKind line_number_duplicate{"line-number-duplicate", {"found"}};

// Orders
inline constexpr ReasonKind order_number_reused{"order-number-reused", {"order"}};
inline constexpr ReasonKind order_unknown{"order-unknown", {"order"}};
inline constexpr ReasonKind order_cancelled{"order-cancelled", {"order"}};
inline constexpr ReasonKind order_without_lines{"order-without-lines", {"order"}};
inline constexpr ReasonKind order_too_long{"order-too-long", {"order"}};

inline constexpr std::array all{quantity_not_positive, quantity_too_large,  quantity_not_exact,
                                unit_unknown,          schedule_sum,        schedule_too_long,
                                line_number_duplicate, order_number_reused, order_unknown,
                                order_cancelled,       order_without_lines, order_too_long};

}  // namespace entrepot::exchange::reasons
