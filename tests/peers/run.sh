#!/bin/sh
# Compares our EDIFACT boundaries with those of the npm package edifact: run.sh PROGRAM FOLDER
# Exit 77 (skipped) when node, npm or the registry are not there.
set -eu
program=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
version=1.2.12
here=$(cd "$(dirname "$0")" && pwd)

skip() { echo "SKIPPED: $*"; exit 77; }
command -v node >/dev/null 2>&1 || skip "there is no node"
command -v npm >/dev/null 2>&1 || skip "there is no npm"
mkdir -p "$folder/random"
if [ ! -d "$folder/node_modules/edifact" ]; then
    timeout 60 npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" \
        "edifact@$version" >/dev/null 2>&1 || skip "npm could not fetch edifact@$version"
fi
seed=0
while [ "$seed" -lt 200 ]; do
    "$program" --random "$seed" >"$folder/random/$seed.edi"
    seed=$((seed + 1))
done
corpus=$here/../../../shared/corpus/edifact
[ -d "$corpus" ] || echo "there is no ../shared/corpus: real files are not compared"
find "$folder/random" "$here/../golden/edifact" "$here/../golden/maps/edifact" -name '*.edi' \
    >"$folder/files"
[ ! -d "$corpus" ] || find "$corpus" -type f >>"$folder/files"
# Names may hold blanks; none holds a line break.
tr '\n' '\0' <"$folder/files" |
    xargs -0 node "$here/compare.js" "$folder/node_modules" "$program"
