// What every test includes anyway; compiled once a test program.
#pragma once
#include <catch2/catch.hpp>

#include "cmake/precompiled.h"
