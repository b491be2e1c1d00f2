// Shows that Poco::Data::ODBC 1.11 with Debian 12's sqliteodbc corrupts the heap whenever a
// statement fails: it inserts the same key again and again and ends with SIGSEGV, or under valgrind
// with "Invalid write of size 1" in SQLNativeSql, called from ODBCStatementImpl::checkError.
//
//   apt-get install g++ libpoco-dev libsqliteodbc valgrind
//   g++ -g poco-odbc-reproducer.cpp -o reproducer -lPocoDataODBC -lPocoData -lPocoFoundation
//   ./reproducer; valgrind ./reproducer
#include <Poco/Data/ODBC/Connector.h>
#include <Poco/Data/ODBC/ODBCException.h>
#include <Poco/Data/Session.h>

#include <cstdio>
#include <string>

using namespace Poco::Data::Keywords;

int main() {
    const std::string file = "/tmp/poco-odbc-reproducer.db";
    std::remove(file.c_str());
    Poco::Data::ODBC::Connector::registerConnector();
    Poco::Data::Session session(
        "ODBC", "Driver=/usr/lib/x86_64-linux-gnu/odbc/libsqlite3odbc.so;Database=" + file);
    session << "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)", now;
    session << "INSERT INTO t VALUES (1, 'x')", now;
    int failures = 0;
    for (int i = 0; i < 300; ++i) {
        try {
            int id = 1;
            std::string text = "a text of some length, so that the heap has something to lose";
            session << "INSERT INTO t VALUES (?, ?)", use(id), use(text), now;
        } catch (const Poco::Exception&) {
            ++failures;  // as it should be: the key is there already
        }
    }
    std::printf("%d failures reported, and still alive\n", failures);
}
