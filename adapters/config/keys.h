// Every key of conf/entrepot.xml: one function a section, one row a key.
#pragma once
#include <string>
#include <string_view>

#include "adapters/config/configuration.h"
#include "adapters/config/key_table.h"

namespace entrepot::config {

const KeyTable<Configuration>& configurationKeys();

// "http/port" -> "ENTREPOT_HTTP_PORT". Keys inside lists have none.
std::string environmentName(std::string_view path);

}  // namespace entrepot::config
