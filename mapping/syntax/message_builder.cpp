#include "mapping/syntax/message_builder.h"

#include "core/exchange/finding_ids.h"

namespace entrepot::mapping {

namespace findings = exchange::findings;

void MessageBuilder::useCharacters(const ServiceCharacters& characters, Charset charset,
                                   ValueStyle style) {
    splitter_ = SegmentSplitter(characters, charset);
    charset_ = charset;
    style_ = style;
}

void MessageBuilder::begin(const Grammar* grammar, exchange::MessageReport& report,
                           const Segment& header) {
    tree_.clear();
    tree_.message_offset = header.offset;
    grammar_ = grammar;
    report_ = &report;
    segments_ = 1;
    discarding_ = false;
    encoding_told_ = false;
    if (grammar == nullptr) return;
    structure_.begin(*grammar, tree_, report);
    elements_.begin(*grammar, tree_, report, style_);
}

void MessageBuilder::segment(const Segment& segment) {
    ++segments_;
    if (discarding_ || !withinLimits(segment)) return;
    if (segment.unusual_bytes && !encoding_told_ && !segment.binary) checkEncoding(segment);
    const auto offset = static_cast<std::uint32_t>(segment.offset - tree_.message_offset);
    if (grammar_ == nullptr) {
        const NodeIndex node = tree_.addNode(Tree::root, segment.id());
        tree_.node(node).ordinal = segments_;
        tree_.node(node).offset = offset;
        splitter_.addValues(segment, tree_.message_offset, tree_, node);
        return;
    }
    const NodeIndex node = structure_.segment(segment.id(), segments_, offset);
    const SegmentFacts facts = splitter_.addValues(segment, tree_.message_offset, tree_, node);
    if (tree_.node(node).rule != no_rule) elements_.check(node, facts);
}

// Once a message: what was meant is guessed (see appendDecoded), and that is told.
void MessageBuilder::checkEncoding(const Segment& segment) {
    if (fits(charset_, segment.text())) return;
    encoding_told_ = true;
    std::string found;
    appendDecoded(found, charset_, segment.text());
    collector_.add(*report_, findings::text_encoding_invalid,
                   positionOf(segment.offset, segment.id()), {{"found", found}});
}

bool MessageBuilder::withinLimits(const Segment& segment) {
    if (segments_ > limits_.segments_per_message_max) {
        collector_.add(*report_, findings::too_many_segments,
                       positionOf(segment.offset, segment.id()),
                       {{"maximum", std::to_string(limits_.segments_per_message_max)}});
        discard();
        return false;
    }
    if (segment.end_offset - tree_.message_offset > limits_.message_bytes_max) {
        collector_.add(*report_, findings::message_too_large,
                       positionOf(segment.offset, segment.id()),
                       {{"maximum", std::to_string(limits_.message_bytes_max)}});
        discard();
        return false;
    }
    return true;
}

void MessageBuilder::segmentTooLarge(std::uint64_t offset) {
    ++segments_;
    if (!discarding_)
        collector_.add(*report_, findings::segment_too_large, positionOf(offset, {}),
                       {{"maximum", std::to_string(limits_.segment_bytes_max)}});
    discard();
}

void MessageBuilder::discard() {
    discarding_ = true;
    const std::uint64_t offset = tree_.message_offset;
    tree_.clear();
    tree_.message_offset = offset;
}

void MessageBuilder::end(std::uint64_t offset) {
    if (grammar_ != nullptr && !discarding_)
        structure_.end(segments_, static_cast<std::uint32_t>(offset - tree_.message_offset));
    report_->segments = segments_;
    collector_.finish(*report_);
}

exchange::Position MessageBuilder::positionOf(std::uint64_t offset, std::string_view id) const {
    exchange::Position position;
    position.offset = offset;
    position.segment_ordinal = segments_;
    position.segment = exchange::printable(id);
    return position;
}

}  // namespace entrepot::mapping
