#!/usr/bin/env bash
# Builds the fuzzers and runs each for CONCORD_SECONDS (60), with what earlier runs have found worth
# keeping in CONCORD_FUZZ_CORPUS (a temporary folder if not set). Ends with 1 at the first finding.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
seconds=${CONCORD_SECONDS:-60}
corpus=${CONCORD_FUZZ_CORPUS:-$(mktemp -d)}
# A backtrace of the whole process would take minutes.
export SWIFT_BACKTRACE=enable=no
cd "$here/Fuzzers"
swift build -Xswiftc -sanitize=fuzzer,address -Xswiftc -use-ld=lld
seeds=$here/../ConcordTests/Golden/v1
for target in query manifest livedocs segment articles; do
  mkdir -p "$corpus/$target"
  case $target in
    query) for text in 'a AND "b c"~2 NOT d*' '/a+b/ NEAR/5 (x OR y)' 'date:[1 TO 2] z~1^2'; do
        echo "$text" > "$corpus/query/$(echo "$text" | cksum | cut -d ' ' -f 1)"
      done ;;
    manifest) cp "$seeds"/manifest-* "$corpus/$target" ;;
    livedocs) cp "$seeds"/*.live "$corpus/$target" ;;
    segment) cp "$seeds"/*.segment "$corpus/$target" ;;
    articles) for file in "$here"/../../Corpus/*/*; do
        for kind in 0 1 2 3 4; do
          { printf "\\x0$kind"; head -c 3000 "$file"; } \
            > "$corpus/articles/$kind-$(basename "$file")"
        done
      done ;;
  esac
  CONCORD_FUZZ=$target .build/debug/ConcordFuzzer "$corpus/$target" -max_total_time="$seconds" \
    -max_len=8192 -timeout=10 -rss_limit_mb=2048 -malloc_limit_mb=1024 -print_final_stats=1 \
    -verbosity=0 2> "$corpus/$target.log" ||
    { tail -40 "$corpus/$target.log"; echo "FAILED: $target"; exit 1; }
  grep -E "number_of_executed_units|peak_rss" "$corpus/$target.log" | sed "s/^/$target /"
done
