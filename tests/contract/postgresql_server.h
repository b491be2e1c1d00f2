// A real PostgreSQL of the test program's own: in a temporary directory, reached through a socket
// in it, never through the network. Started on first use, gone with the program.
//
// Runs as user postgres when the tests run as root, which initdb refuses to be.
#pragma once
#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "adapters/odbc/settings.h"
#include "tests/support/scratch_directory.h"

namespace entrepot::test {

class PostgresqlServer {
public:
    // Fails the test, with what to install, when PostgreSQL is not there.
    static PostgresqlServer& shared();
    ~PostgresqlServer();

    void start();  // returns when it takes connections
    void stop();   // ends every session, as an administrator would
    bool isRunning() const { return process_ != 0; }

    // A new schema, which is as good as a database and much quicker to make; its name.
    std::string makeSchema();
    void dropSchema(const std::string& name);
    odbc::StoreSettings settings(const std::string& schema) const;

private:
    PostgresqlServer();
    void initialise();
    void run(const std::string& sql);
    pid_t launch(const std::vector<std::string>& command, const std::string& notify_socket) const;

    ScratchDirectory directory_;
    std::filesystem::path programs_;
    pid_t process_ = 0;
    int schemas_ = 0;
};

}  // namespace entrepot::test
