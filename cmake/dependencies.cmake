# Everything comes from Debian packages; `./dev install` names them.
find_package(Threads REQUIRED)
find_package(tl-expected REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(XercesC REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(ODBC REQUIRED)
find_package(Poco REQUIRED COMPONENTS Foundation Net NetSSL Util Crypto)
