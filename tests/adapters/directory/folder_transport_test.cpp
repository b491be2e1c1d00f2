#include "adapters/directory/folder_transport.h"

#include <sys/mount.h>

#include <catch2/catch.hpp>
#include <iostream>

#include "core/base/id_source.h"
#include "tests/support/files.h"
#include "tests/support/scratch_directory.h"

using namespace entrepot;
using namespace entrepot::test;

namespace {

exchange::Document documentNamed(const std::string& name) {
    exchange::Document document;
    document.id = DocumentId{1};
    document.file_name = name;
    return document;
}

exchange::Partner partnerWith(const std::filesystem::path& folder) {
    exchange::Partner partner;
    partner.delivery_folder = folder.string();
    return partner;
}

std::size_t filesIn(const std::filesystem::path& folder) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        count += entry.is_regular_file() ? 1 : 0;
    return count;
}

}  // namespace

TEST_CASE("an answer appears whole in the partner's folder, under a name of its own") {
    const ScratchDirectory root;
    directory::FolderTransport transport;
    const auto folder = root.path() / "out";

    const auto where = transport.deliver(documentNamed("855_1_" + formatId(1) + ".x12"), "ISA",
                                         partnerWith(folder));

    REQUIRE(where.has_value());
    CHECK(*where == (folder / ("855_1_" + formatId(1) + ".x12")).string());
    CHECK(contentOf(*where) == "ISA");
    CHECK(filesIn(folder) == 1);
}

TEST_CASE("the same document sent again is there once; other bytes never overwrite it") {
    const ScratchDirectory root;
    directory::FolderTransport transport;
    const auto partner = partnerWith(root.path());
    const auto document = documentNamed("PO-1");

    const auto first = transport.deliver(document, "ISA", partner);
    const auto again = transport.deliver(document, "ISA", partner);
    const auto other = transport.deliver(document, "something else", partner);

    CHECK(*again == *first);
    CHECK(other.error().kind == FailureKind::conflict);
    CHECK(contentOf(*first) == "ISA");
    CHECK(filesIn(root.path()) == 1);
}

TEST_CASE("what an earlier crash left behind is no obstacle") {
    const ScratchDirectory root;
    directory::FolderTransport transport;
    const auto document = documentNamed("PO-1");
    root.write("." + directory::deliveryName(document) + ".tmp", "half of an answ");

    const auto where = transport.deliver(document, "ISA", partnerWith(root.path()));

    REQUIRE(where.has_value());
    CHECK(contentOf(*where) == "ISA");
    CHECK(filesIn(root.path()) == 1);
}

TEST_CASE("a folder that is not there or not ours is a failure to try again") {
    directory::FolderTransport transport;

    CHECK(transport.deliver(documentNamed("1"), "x", partnerWith("/proc/nowhere")).error().kind ==
          FailureKind::unavailable);
    CHECK(transport.deliver(documentNamed("1"), "x", partnerWith("")).error().kind ==
          FailureKind::invalid);
}

TEST_CASE("an answer that does not fit on the disk leaves nothing of itself, and is full") {
    const ScratchDirectory disk;
    if (::mount("tmpfs", disk.path().c_str(), "tmpfs", 0, "size=64k") != 0) {
        std::cout << "skipped: mounting a small disk needs root\n";
        return;
    }
    directory::FolderTransport transport;

    const auto sent = transport.deliver(documentNamed("1"), std::string(1'000'000, 'x'),
                                        partnerWith(disk.path()));
    const auto left = filesIn(disk.path());
    ::umount2(disk.path().c_str(), MNT_DETACH);

    CHECK(sent.error().kind == FailureKind::storage_full);
    CHECK(left == 0);
}

TEST_CASE("a name leads nowhere else and always holds the document's id") {
    const std::string id = formatId(1);

    CHECK(directory::deliveryName(documentNamed("../../etc/passwd")) == id + "_..-..-etc-passwd");
    CHECK(directory::deliveryName(documentNamed("." + id)) == "_." + id);
    CHECK(directory::deliveryName(documentNamed("")) == id);
}
