#!/bin/sh
# Compares our boundaries with those of an npm package: run.sh edifact|x12 PROGRAM FOLDER
# Exit 77 (skipped) when node, npm or the registry are not there.
set -eu
syntax=$1
program=$2
mkdir -p "$3/$syntax"
folder=$(cd "$3/$syntax" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
case "$syntax" in
    edifact) package=edifact version=1.2.12 ;;
    x12) package=node-x12 version=1.7.1 ;;
    *) echo "usage: run.sh edifact|x12 PROGRAM FOLDER" >&2; exit 2 ;;
esac

skip() { echo "SKIPPED: $*"; exit 77; }
command -v node >/dev/null 2>&1 || skip "there is no node"
command -v npm >/dev/null 2>&1 || skip "there is no npm"
mkdir -p "$folder/random"
if [ ! -d "$folder/node_modules/$package" ]; then
    timeout 60 npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" \
        "$package@$version" >/dev/null 2>&1 || skip "npm could not fetch $package@$version"
fi
seed=0
while [ "$seed" -lt 200 ]; do
    "$program" "$syntax" --random "$seed" >"$folder/random/$seed.edi"
    seed=$((seed + 1))
done
corpus=$here/../../../shared/corpus/$syntax
[ -d "$corpus" ] || echo "there is no ../shared/corpus: real files are not compared"
find "$folder/random" "$here/../golden/$syntax" "$here/../golden/maps/$syntax" -name '*.edi' \
    >"$folder/files"
[ ! -d "$corpus" ] || find "$corpus" -type f >>"$folder/files"
# Names may hold blanks; none holds a line break.
tr '\n' '\0' <"$folder/files" |
    xargs -0 node "$here/compare.js" "$syntax" "$folder/node_modules" "$program"
