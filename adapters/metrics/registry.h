// Counters, gauges and histograms, and their text for Prometheus.
//
// Families are declared once with their help; label values come with each call. Thread-safe.
#pragma once
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace entrepot::metrics {

using Labels = std::vector<std::pair<std::string, std::string>>;

class Registry {
public:
    void declareCounter(const std::string& name, const std::string& help);
    // Upper bounds of the buckets, rising, in the unit that the name says.
    void declareHistogram(const std::string& name, const std::string& help,
                          std::vector<double> bounds);
    // Asked each time the text is made; must be quick.
    void declareGauge(const std::string& name, const std::string& help,
                      std::function<double()> value);

    void count(const std::string& name, const Labels& labels = {}, double by = 1);
    void observe(const std::string& name, const Labels& labels, double value);

    std::string text() const;  // text/plain; version=0.0.4

private:
    enum class Kind { counter, gauge, histogram };
    struct Series {
        double sum = 0;  // a counter's value
        double count = 0;
        std::vector<double> buckets;  // not yet cumulative
    };
    struct Family {
        Kind kind = Kind::counter;
        std::string help;
        std::vector<double> bounds;
        std::function<double()> value;
        std::map<std::string, Series> series;  // by label text
    };
    static void writeSeries(std::string& text, const std::string& name, const Family& family);
    Series& seriesOf(const std::string& name, const Labels& labels);

    mutable std::mutex mutex_;
    std::map<std::string, Family> families_;
};

}  // namespace entrepot::metrics
