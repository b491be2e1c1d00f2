// Sites of the hub company and the lanes goods travel on.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"

namespace entrepot::model {

enum class SiteKind : std::uint8_t { plant, distribution_centre, warehouse };

// Which days count: for working (a site ships) or for transport (a lane moves).
struct WorkCalendar {
    std::string key;
    std::uint8_t weekdays = 0b0011111;  // bit 0 = Monday
    std::vector<Day> holidays;          // sorted

    bool isOpen(Day day) const;
    // The first open day on or after `day`; at most 366 days on, then `day` itself.
    Day openOnOrAfter(Day day) const;
    // `count` open days after `day`.
    Day addOpenDays(Day day, int count) const;
};

struct Site {
    SiteKey key;
    std::string name;
    SiteKind kind = SiteKind::warehouse;
    std::string country;
    std::string calendar;  // key of its WorkCalendar; empty = every day is open
};

// From a site to another site, or to a region of customers.
struct Lane {
    SiteKey from;
    std::string to;  // site key, region ("US-East"), country code, or "*" for anybody
    int transit_days = 0;
    std::string calendar;  // of the carrier; empty = every day counts
    int preference = 0;    // lower is tried first
};

}  // namespace entrepot::model
