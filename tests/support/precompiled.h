// What every test includes anyway; compiled once without and once with what Poco defines.
#pragma once
#include <catch2/catch.hpp>

#include "cmake/precompiled.h"
