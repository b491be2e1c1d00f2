// Takes orders as a translator reads them: counts their lines, keeps the first, writes them on when
// asked to.
#pragma once
#include <optional>

#include "core/base/check.h"
#include "mapping/translator.h"

namespace entrepot::bench {

class OrderSink : public ports::TranslationSink {
public:
    OrderSink() = default;
    // Each order goes out in that form.
    OrderSink(const ports::Translator& translator, ports::WriteSettings settings)
        : translator_(&translator), settings_(std::move(settings)) {}

    void message(const exchange::InterchangeReport&, const exchange::GroupReport&,
                 exchange::MessageReport& report,
                 std::optional<model::BusinessDocument> content) override {
        check(content.has_value() && report.findings.empty(), "the generated orders are good");
        ++orders;
        lines += std::get<model::Order>(*content).lines.size();
        if (translator_ != nullptr)
            written_bytes += translator_->write(*content, settings_).value().bytes.size();
        if (!first) first = std::move(content);
    }
    void interchange(exchange::InterchangeReport) override {}

    std::size_t orders = 0;
    std::size_t lines = 0;
    std::size_t written_bytes = 0;
    std::optional<model::BusinessDocument> first;

private:
    const ports::Translator* translator_ = nullptr;
    ports::WriteSettings settings_;
};

}  // namespace entrepot::bench
