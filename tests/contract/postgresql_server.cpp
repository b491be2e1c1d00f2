#include "tests/contract/postgresql_server.h"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstring>

#include "adapters/odbc/connection.h"

namespace entrepot::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* missing = "PostgreSQL is not installed: apt-get install postgresql";

fs::path findPrograms() {
    fs::path newest;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", error))
        if (fs::exists(entry.path() / "bin/initdb") && entry.path() > newest) newest = entry.path();
    if (newest.empty()) FAIL(missing);
    return newest / "bin";
}

// Whom the server runs as: nobody in particular, but not root.
const passwd* serverUser() {
    return ::geteuid() == 0 ? ::getpwnam("postgres") : nullptr;
}

void giveTo(const passwd* user, const fs::path& path) {
    if (user != nullptr && ::chown(path.c_str(), user->pw_uid, user->pw_gid) != 0)
        FAIL("chown " << path << ": " << std::strerror(errno));
}

// Where the server says READY=1, as services tell systemd.
class ReadySocket {
public:
    explicit ReadySocket(const fs::path& path) : path_(path) {
        socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
        fs::remove(path);
        if (::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            FAIL("bind " << path << ": " << std::strerror(errno));
        giveTo(serverUser(), path);
    }
    ~ReadySocket() { ::close(socket_); }

    // False when the process ended before it was ready.
    bool await(pid_t process) const {
        for (;;) {
            pollfd wanted{socket_, POLLIN, 0};
            if (::poll(&wanted, 1, 500) > 0) {
                char text[256] = {};
                const auto length = ::recv(socket_, text, sizeof text - 1, 0);
                if (length > 0 && std::strstr(text, "READY=1") != nullptr) return true;
            }
            if (::waitpid(process, nullptr, WNOHANG) == process) return false;
        }
    }

private:
    fs::path path_;
    int socket_;
};

}  // namespace

PostgresqlServer& PostgresqlServer::shared() {
    static PostgresqlServer server;
    return server;
}

PostgresqlServer::PostgresqlServer() : programs_(findPrograms()) {
    giveTo(serverUser(), directory_.path());
    initialise();
}

PostgresqlServer::~PostgresqlServer() {
    stop();
}

// The child ends with the test program, however that ends.
pid_t PostgresqlServer::launch(const std::vector<std::string>& command,
                               const std::string& notify_socket) const {
    const passwd* user = serverUser();
    std::vector<char*> arguments;
    for (const std::string& each : command) arguments.push_back(const_cast<char*>(each.c_str()));
    arguments.push_back(nullptr);
    const std::string log = (directory_ / "log").string();
    const pid_t child = ::fork();
    if (child != 0) return child;
    if (user != nullptr && (::setgroups(0, nullptr) != 0 || ::setgid(user->pw_gid) != 0 ||
                            ::setuid(user->pw_uid) != 0))
        ::_exit(126);
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
    const int output = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    ::dup2(output, 1);
    ::dup2(output, 2);
    if (!notify_socket.empty()) ::setenv("NOTIFY_SOCKET", notify_socket.c_str(), 1);
    if (::chdir("/") == 0) ::execv(arguments[0], arguments.data());
    ::_exit(127);
}

void PostgresqlServer::initialise() {
    const pid_t child = launch(
        {programs_ / "initdb", "--pgdata=" + (directory_ / "data").string(), "--username=entrepot",
         "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"},
        "");
    int status = 0;
    ::waitpid(child, &status, 0);
    if (status != 0) FAIL("initdb failed; " << missing);
}

void PostgresqlServer::start() {
    const ReadySocket ready(directory_ / "ready");
    process_ = launch({programs_ / "postgres", "-D", directory_ / "data", "-k", directory_.path(),
                       "-c", "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off",
                       "-c", "shared_buffers=64MB", "-c", "max_connections=50"},
                      directory_ / "ready");
    if (ready.await(process_)) return;
    process_ = 0;
    FAIL("PostgreSQL does not start");
}

void PostgresqlServer::stop() {
    if (process_ == 0) return;
    ::kill(process_, SIGINT);
    ::waitpid(process_, nullptr, 0);
    process_ = 0;
}

odbc::StoreSettings PostgresqlServer::settings(const std::string& schema) const {
    odbc::StoreSettings settings;
    settings.kind = odbc::Product::postgresql;
    settings.server = directory_.path();
    settings.database = "postgres";
    settings.user = "entrepot";
    settings.options = "ConnSettings={SET search_path TO " + schema + ",public};";
    return settings;
}

void PostgresqlServer::run(const std::string& sql) {
    const auto connection = odbc::Connection::open(odbc::targetOf(settings("public")));
    if (!connection) FAIL(describe(connection.error()));
    if (const auto done = (*connection)->run(sql); !done) FAIL(describe(done.error()));
}

std::string PostgresqlServer::makeSchema() {
    if (!isRunning()) start();
    if (schemas_ == 0) run("CREATE EXTENSION IF NOT EXISTS pg_trgm");
    const std::string name = "test_" + std::to_string(++schemas_);
    run("CREATE SCHEMA " + name);
    return name;
}

void PostgresqlServer::dropSchema(const std::string& name) {
    if (isRunning()) run("DROP SCHEMA " + name + " CASCADE");
}

}  // namespace entrepot::test
