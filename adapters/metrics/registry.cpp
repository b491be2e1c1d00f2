#include "adapters/metrics/registry.h"

#include <cstdio>

#include "core/base/check.h"

namespace entrepot::metrics {
namespace {

constexpr std::size_t series_max = 1'000;  // per family; further label values share one series

std::string number(double value) {
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", value);
    char shorter[40];
    std::snprintf(shorter, sizeof shorter, "%.6g", value);
    return std::stod(shorter) == value ? shorter : text;
}

std::string escaped(const std::string& value) {
    std::string out;
    for (const char c : value) {
        if (c == '\\' || c == '"') out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return out;
}

// method="GET",route="/x"
std::string labelText(const Labels& labels) {
    std::string text;
    for (const auto& [name, value] : labels) {
        if (!text.empty()) text += ',';
        text += name + "=\"" + escaped(value) + "\"";
    }
    return text;
}

std::string line(const std::string& name, const std::string& labels, double value) {
    return name + (labels.empty() ? "" : "{" + labels + "}") + " " + number(value) + "\n";
}

}  // namespace

void Registry::declareCounter(const std::string& name, const std::string& help) {
    const std::scoped_lock lock(mutex_);
    families_[name] = {
        .kind = Kind::counter, .help = help, .bounds = {}, .value = {}, .series = {}};
}

void Registry::declareHistogram(const std::string& name, const std::string& help,
                                std::vector<double> bounds) {
    const std::scoped_lock lock(mutex_);
    families_[name] = {.kind = Kind::histogram,
                       .help = help,
                       .bounds = std::move(bounds),
                       .value = {},
                       .series = {}};
}

void Registry::declareGauge(const std::string& name, const std::string& help,
                            std::function<double()> value) {
    const std::scoped_lock lock(mutex_);
    families_[name] = {
        .kind = Kind::gauge, .help = help, .bounds = {}, .value = std::move(value), .series = {}};
}

Registry::Series& Registry::seriesOf(const std::string& name, const Labels& labels) {
    const auto family = families_.find(name);
    check(family != families_.end(), "a metric is used that was not declared");
    auto& series = family->second.series;
    std::string key = labelText(labels);
    if (series.size() >= series_max && !series.contains(key)) key = "other=\"true\"";
    Series& found = series[key];
    found.buckets.resize(family->second.bounds.size());
    return found;
}

void Registry::count(const std::string& name, const Labels& labels, double by) {
    const std::scoped_lock lock(mutex_);
    seriesOf(name, labels).sum += by;
}

void Registry::observe(const std::string& name, const Labels& labels, double value) {
    const std::scoped_lock lock(mutex_);
    Series& series = seriesOf(name, labels);
    series.sum += value;
    series.count += 1;
    const auto& bounds = families_.at(name).bounds;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        if (value > bounds[i]) continue;
        series.buckets[i] += 1;
        break;
    }
}

void Registry::writeSeries(std::string& text, const std::string& name, const Family& family) {
    for (const auto& [labels, series] : family.series) {
        if (family.kind == Kind::counter) {
            text += line(name, labels, series.sum);
            continue;
        }
        const std::string start = labels.empty() ? "" : labels + ",";
        double below = 0;
        for (std::size_t i = 0; i < family.bounds.size(); ++i) {
            below += series.buckets[i];
            text +=
                line(name + "_bucket", start + "le=\"" + number(family.bounds[i]) + "\"", below);
        }
        text += line(name + "_bucket", start + "le=\"+Inf\"", series.count);
        text += line(name + "_sum", labels, series.sum);
        text += line(name + "_count", labels, series.count);
    }
}

std::string Registry::text() const {
    const std::scoped_lock lock(mutex_);
    constexpr const char* kinds[] = {"counter", "gauge", "histogram"};
    std::string text;
    for (const auto& [name, family] : families_) {
        text += "# HELP " + name + " " + family.help + "\n";
        text += "# TYPE " + name + " " + kinds[static_cast<int>(family.kind)] + "\n";
        if (family.kind == Kind::gauge)
            text += line(name, "", family.value());
        else
            writeSeries(text, name, family);
    }
    return text;
}

}  // namespace entrepot::metrics
