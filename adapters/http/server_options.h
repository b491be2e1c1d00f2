// What the HTTP server is told at its start. The daemon fills it from the configuration.
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace entrepot::http {

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;                           // 0 = any free one
    std::filesystem::path tls_certificate_file = {};  // empty = no TLS
    std::filesystem::path tls_key_file = {};
    int threads_max = 1024;  // connections served at the same time
    int queue_max = 4096;    // connections waiting for a thread
    int busy_percent = 75;   // above it, answers say Connection: close
    std::chrono::milliseconds keep_alive{10'000};
    std::chrono::milliseconds header_max{15'000};         // to send a request's head
    std::chrono::milliseconds body_max{300'000};          // to send its body
    std::chrono::milliseconds response_max{300'000};      // to take the answer
    std::chrono::milliseconds stop_grace{10'000};         // for requests under way when we stop
    std::size_t bodies_bytes_max = std::size_t{1} << 30;  // of all bodies under way together
};

}  // namespace entrepot::http
