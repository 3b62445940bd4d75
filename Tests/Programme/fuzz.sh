#!/usr/bin/env bash
# Builds the fuzzers and runs each for CONCORD_SECONDS (60), from the seeds that are kept, with what
# it has found worth keeping in CONCORD_FUZZ_CORPUS (a temporary folder if not set). Ends with 1 at
# the first finding, which belongs to the seeds: FuzzSeedTests feeds them in every run of the tests.
#
#   CONCORD_FUZZ_TARGETS  which, if not all: "query manifest livedocs segment articles"
#   CONCORD_KEEP          set to 1, the smallest set of inputs that reaches all code that was reached
#                         becomes the seeds
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
seconds=${CONCORD_SECONDS:-60}
corpus=${CONCORD_FUZZ_CORPUS:-$(mktemp -d)}
# A backtrace of the whole process would take minutes.
export SWIFT_BACKTRACE=enable=no
cd "$here/Fuzzers"
# As it is released, for the optimizer can be wrong too; what the tests may import stays visible.
swift build -c release -Xswiftc -enable-testing -Xswiftc -sanitize=fuzzer,address \
  -Xswiftc -use-ld=lld
# What Swift's runtime keeps would be looked through for leaks after each input, for most of the time.
limits="-max_len=16384 -timeout=60 -rss_limit_mb=2048 -malloc_limit_mb=1024 -verbosity=0
  -detect_leaks=0"
for target in ${CONCORD_FUZZ_TARGETS:-query manifest livedocs segment articles}; do
  mkdir -p "$corpus/$target"
  # Options are words of their own.
  # shellcheck disable=SC2086
  CONCORD_FUZZ=$target .build/release/ConcordFuzzer "$corpus/$target" "Seeds/$target" $limits \
    -max_total_time="$seconds" -print_final_stats=1 -artifact_prefix="$corpus/$target-" \
    2> "$corpus/$target.log" ||
    { tail -40 "$corpus/$target.log"; echo "FAILED: $target"; exit 1; }
  grep -E "number_of_executed_units|peak_rss" "$corpus/$target.log" | sed "s/^/$target /"
  if [ "${CONCORD_KEEP:-0}" = 1 ]; then
    kept=$(mktemp -d)
    # shellcheck disable=SC2086
    CONCORD_FUZZ=$target .build/release/ConcordFuzzer -merge=1 $limits "$kept" "Seeds/$target" \
      "$corpus/$target" 2>> "$corpus/$target.log"
    # First seeds and findings stay; of all others, only what is small.
    find "Seeds/$target" -type f ! -name 'first-*' ! -name 'finding-*' -delete
    find "$kept" -type f -size -3 -exec cp -n {} "Seeds/$target" ';'
    echo "$target seeds: $(find "Seeds/$target" -type f | wc -l)"
  fi
done
