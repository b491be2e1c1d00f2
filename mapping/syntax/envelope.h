// What goes around messages that we write: the same for X12 and EDIFACT.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "core/exchange/interchange_report.h"
#include "mapping/syntax/charset.h"
#include "mapping/syntax/service_characters.h"
#include "mapping/syntax/tree.h"

namespace entrepot::mapping {

struct GroupEnvelope {
    std::string functional_id;  // GS01, UNG 0038; EDIFACT: empty = no UNG
    std::string version;        // GS08 "004010", "004010VICS"; UNG S008 "D:96A"
    std::string control;        // GS06, UNG 0048
    std::string sender;         // GS02, UNG 0040; empty = as the interchange
    std::string receiver;
};

struct InterchangeEnvelope {
    exchange::EnvelopeParty sender;
    exchange::EnvelopeParty receiver;
    std::string control;             // ISA13 (padded to nine digits), UNB 0020
    std::string version;             // ISA12 "00401"; EDIFACT syntax version "3"
    std::string level = "UNOC";      // EDIFACT character set
    std::optional<Charset> charset;  // agreed; empty = of the level, UTF-8 for X12
    std::string application;         // UNB 0026
    Day day;
    int hhmm = 0;  // 1530 = half past three in the afternoon
    bool test = false;
    bool acknowledgement_requested = false;
    ServiceCharacters characters;        // see x12Characters, edifactCharacters
    bool characters_are_agreed = false;  // X12: do not choose others when data holds one
    bool line_breaks = false;
    GroupEnvelope group;
};

struct OutboundMessage {
    exchange::MessageFormat format;  // x12/004010/850, edifact/D96A/ORDERS
    std::string control;             // ST02, UNH 0062
    std::string association;         // UNH 0057, ST03
    std::string agency = "UN";       // UNH 0051
    const Tree* tree = nullptr;
};

struct WrittenInterchange {
    std::string bytes;
    ServiceCharacters characters;  // as used
    // Texts with characters that the set does not have, which were written as '?', and the first.
    std::size_t texts_altered = 0;
    std::string first_altered;

    void tellAltered(std::string_view text) {
        if (texts_altered++ == 0) first_altered = text;
    }
};

// The usual ones: * : ~ and, from 00402 on, ^.
ServiceCharacters x12Characters(std::string_view interchange_version);
// : + . ? ' and, in syntax 4, *.
ServiceCharacters edifactCharacters(std::string_view syntax_version);

}  // namespace entrepot::mapping
