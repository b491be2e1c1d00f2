// Writes what goes out into the partner's delivery folder.
//
// The name holds the document's id, so that the same document sent again is the same file. Files
// appear whole: written under a dot name, synced, renamed. None is ever overwritten.
#pragma once
#include <string>
#include <string_view>

#include "core/ports/transport.h"

namespace entrepot::directory {

class FolderTransport : public ports::Transport {
public:
    Result<std::string> deliver(const exchange::Document& document, std::string_view bytes,
                                const exchange::Partner& partner) override;
};

// "855_PO-1_0123456789abc.x12": the document's file name, made safe.
std::string deliveryName(const exchange::Document& document);

}  // namespace entrepot::directory
