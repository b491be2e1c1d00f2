// A self-signed certificate for 127.0.0.1, made on the spot.
#pragma once
#include <filesystem>

#include "tests/support/scratch_directory.h"

namespace entrepot::test {

struct CertificateFiles {
    std::filesystem::path certificate;
    std::filesystem::path key;
};

CertificateFiles makeCertificate(const ScratchDirectory& folder);

}  // namespace entrepot::test
