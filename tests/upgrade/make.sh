#!/usr/bin/env bash
# How project/ and store/ were made: by commit 5eb56f3, the last one before approvals, page codes and receipts changed.
#   tests/upgrade/make.sh CHECKOUT-OF-5eb56f3 NEW-FOLDER
# No test runs it, and there is no need to run it again: the point of these files is that they are old.
set -euo pipefail
base=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
mkdir "$2"
root=$(cd "$2" && pwd)
cp -r "$here"/project/{handouts,styles,orders,policy.yaml} "$root"
rm -rf "$root"/orders/history "$root"/handouts/*/*/{approvals.yaml,made-from}  "$root"/handouts/_languages
sed -i 's/Cut all your nails/Cut your nails/' "$root/handouts/general/clean-nails/en.yaml"
day=2026-11-22
press() { "$base/.venv/bin/handouts" --project "$root" "$@"; }
by="TEST, not a person"
press confirm clean-hands
press approve --words --lang en,es,ar --by "$by" --today $day
press approve clean-hands --lang en --by "$by" --today 2026-11-20 # an older one, then the one that counts
press approve clean-hands --lang en,es,ar --by "$by" --today $day --score "PEMAT understandability=92%"
press approve clean-cups --lang en --by "$by" --today $day
press approve clean-home --lang en --by "$by" --today $day
press approve clean-soap --lang en --by "$by" --today $day
press approve clean-soap --lang en --by "$by" --today $day --withdraw --reason "TEST"
press approve clean-nails --lang en --by "$by" --today $day
sed -i 's/Cut your nails/Cut all your nails/' "$root/handouts/general/clean-nails/en.yaml"
press build --release --variant standard --today $day --record "$root/record.json"
press order make "$root/orders/test.yaml" -o "$root/pack" --today $day
# Every PDF once: the archive holds what the store and out/ hold, and the pack's own is not kept in the archive.
mv "$root/out/.store" "$root/store"
rm -r "$root/store/pdfs" "$root/out"
rm "$root"/archive/*/"$(sed -n 's/ .*clean-hands_es.*//p' "$root/pack/SHA256SUMS")".pdf
