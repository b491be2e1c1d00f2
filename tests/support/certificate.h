// A self-signed certificate for 127.0.0.1, made on the spot.
#pragma once
#include <filesystem>

#include "tests/support/temporary_folder.h"

namespace entrepot::testing {

struct CertificateFiles {
    std::filesystem::path certificate;
    std::filesystem::path key;
};

CertificateFiles makeCertificate(const TemporaryFolder& folder);

}  // namespace entrepot::testing
