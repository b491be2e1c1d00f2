// What the XML parser takes its bytes from: knows how the payload begins, what went wrong, and
// keeps the bytes when they are needed again.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <xercesc/sax/InputSource.hpp>

#include "core/base/result.h"
#include "mapping/syntax/source.h"
#include "mapping/syntax/xml/utf8_watch.h"

namespace entrepot::mapping {

struct StopParsing {};  // leaves the parser, whatever the reason

struct XmlFeed {
    XmlFeed(ByteSource& from, std::size_t most) : source(from), bytes_max(most) {}

    void readHead();  // of the payload, before the parser is given it
    Result<std::size_t> read(std::span<char> into);

    ByteSource& source;
    std::size_t bytes_max;
    std::size_t bytes = 0;
    std::string head;  // given to the parser first
    std::size_t head_given = 0;
    std::optional<Failure> failure;
    bool too_large = false;
    Utf8Watch utf8;
    bool keeping = false;  // for a second pass, by the document's XSD
    std::string kept;
};

// Borrows the feed. Empty encoding: as the document declares.
std::unique_ptr<xercesc::InputSource> sourceOf(XmlFeed& feed, const std::string& encoding);

}  // namespace entrepot::mapping
