// CLI11 is by far the heaviest header here.
#pragma once
#include <CLI/CLI.hpp>

#include "cmake/precompiled.h"
