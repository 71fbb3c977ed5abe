#!/usr/bin/env bash
# Makes the two open printing profiles of styles/printers/ anew, from published measurements. Nobody needs this to print:
# the finished profiles are in the repository. Two minutes, on Debian; needs: apt-get install argyll icc-profiles-free
#
#   FOGRA39L.ti3   offset on coated paper, ISO 12647-2 (Fogra); in icc-profiles-free under the zlib licence
#   TR006.ti3      GRACoL on grade 1 coated paper (CGATS TR 006); in icc-profiles-free under the zlib licence
#
# colprof: -qm -bm medium quality both ways; -l300 no more than 300 % ink; -kr black rises smoothly; -cmt -dpp monitor to print.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# name of the profile, measurements, description, source
make_profile() {
    cp "/usr/share/color/icc/$2.ti3" "$work/$1.ti3"
    colprof -A "Handout Press" -M "$1" -D "$3" -C "Made from $4. zlib licence, see LICENSE.txt. No warranty." \
        -qm -bm -l300 -kr -cmt -dpp "$work/$1"
    # The header holds the time of making (bytes 24 to 35): a fixed one, so that the same measurements give the same file.
    printf '\x07\xd0\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00' | dd of="$work/$1.icc" bs=1 seek=24 conv=notrunc status=none
    cp "$work/$1.icc" "styles/printers/$1/$1.icc"
}

make_profile open-fogra39 FOGRA39L "Open FOGRA39 coated, 300 % ink" "the characterisation data FOGRA39L"
make_profile open-gracol TR006 "Open GRACoL 2006 coated, 300 % ink" "the characterisation data CGATS TR 006"
sha256sum styles/printers/*/*.icc
