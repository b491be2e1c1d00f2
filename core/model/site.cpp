#include "core/model/site.h"

#include <algorithm>

namespace entrepot::model {
namespace {

constexpr int closed_days_max = 366;

}  // namespace

bool WorkCalendar::isOpen(Day day) const {
    const unsigned weekday = std::chrono::weekday(day).iso_encoding() - 1;
    return (weekdays >> weekday & 1) != 0 && !std::ranges::binary_search(holidays, day);
}

Day WorkCalendar::openOnOrAfter(Day day) const {
    for (int i = 0; i <= closed_days_max; ++i)
        if (isOpen(day + Days(i))) return day + Days(i);
    return day;
}

Day WorkCalendar::addOpenDays(Day day, int count) const {
    for (; count > 0; --count) day = openOnOrAfter(day + Days(1));
    return day;
}

}  // namespace entrepot::model
