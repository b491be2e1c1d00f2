#include "mapping/syntax/xml/xml_feed.h"

#include <xercesc/util/BinInputStream.hpp>

#include "mapping/xml/utf8.h"

namespace entrepot::mapping {
namespace {

constexpr std::size_t head_bytes = 4096;

class FeedStream : public xercesc::BinInputStream {
public:
    explicit FeedStream(XmlFeed& feed) : feed_(feed) {}
    XMLFilePos curPos() const override { return feed_.bytes; }
    const XMLCh* getContentType() const override { return nullptr; }
    XMLSize_t readBytes(XMLByte* const into, const XMLSize_t room) override {
        const std::span<char> bytes(reinterpret_cast<char*>(into), room);
        const std::size_t got = fill(bytes);
        feed_.bytes += got;
        feed_.utf8.add({bytes.data(), got});
        if (feed_.keeping) feed_.kept.append(bytes.data(), got);
        if (feed_.bytes > feed_.bytes_max) {
            feed_.too_large = true;
            throw StopParsing{};
        }
        return got;
    }

private:
    // As far as the source goes: where the parser fails must not depend on the source's pieces.
    std::size_t fill(std::span<char> bytes) {
        std::size_t held = 0;
        while (held < bytes.size()) {
            const auto got = feed_.read(bytes.subspan(held));
            if (!got) {
                feed_.failure = got.error();
                throw StopParsing{};
            }
            if (*got == 0) break;
            held += *got;
        }
        return held;
    }

    XmlFeed& feed_;
};

class FeedSource : public xercesc::InputSource {
public:
    FeedSource(XmlFeed& feed, const std::string& encoding) : feed_(feed) {
        if (!encoding.empty()) setEncoding(xml::toUtf16(encoding).c_str());
    }
    xercesc::BinInputStream* makeStream() const override { return new FeedStream(feed_); }

private:
    XmlFeed& feed_;
};

}  // namespace

void XmlFeed::readHead() {
    std::size_t held = 0;
    head.resize(head_bytes);
    while (held < head.size()) {
        const auto got = source.read({head.data() + held, head.size() - held});
        if (!got) failure = got.error();
        if (got.value_or(0) == 0) break;
        held += *got;
    }
    head.resize(held);
}

Result<std::size_t> XmlFeed::read(std::span<char> into) {
    if (head_given == head.size()) return source.read(into);
    const std::size_t count = std::min(into.size(), head.size() - head_given);
    head.copy(into.data(), count, head_given);
    head_given += count;
    return count;
}

std::unique_ptr<xercesc::InputSource> sourceOf(XmlFeed& feed, const std::string& encoding) {
    return std::make_unique<FeedSource>(feed, encoding);
}

}  // namespace entrepot::mapping
