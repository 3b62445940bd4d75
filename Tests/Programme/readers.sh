#!/usr/bin/env bash
# One writer and eight readers for CONCORD_SECONDS (60), half of them without the writer: as it is
# released, for what a search takes beside a writer and without one; then under ThreadSanitizer,
# and under AddressSanitizer as it is released, for the optimizer can be wrong too.
#
#   CONCORD_RUNS  which, if not all: "release thread address"
set -euo pipefail
cd "$(dirname "$0")/Load"
# The first race ends the run.
export TSAN_OPTIONS=halt_on_error=1
for run in ${CONCORD_RUNS:-release thread address}; do
  case $run in
    release) options=(-c release) ;;
    thread) options=(--sanitize=thread) ;;
    address) options=(-c release --sanitize=address) ;;
  esac
  swift build "${options[@]}" --scratch-path ".build-$run"
  echo "$run:"
  "$(swift build "${options[@]}" --scratch-path ".build-$run" --show-bin-path)/ConcordLoad"
done
