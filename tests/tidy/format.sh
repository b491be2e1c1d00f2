#!/bin/sh
# clang-format decides spaces; nobody else does.
set -eu
cd "$1"
find core mapping adapters tests -name '*.h' -o -name '*.cpp' | sort |
    xargs clang-format --dry-run -Werror
