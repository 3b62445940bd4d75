#!/usr/bin/env bash
# Kills concord while it indexes, merges and deletes, at a random moment in each round; then the
# index must be sound, hold nothing that nobody wrote, and be completed by the next run.
source "$(dirname "$0")/common.sh"
rounds=${CONCORD_ROUNDS:-200}
index=$work/index
killed=0
ended=0

# Runs concord with the arguments and kills it after part of a time in milliseconds.
run_and_kill() {
  local time=$1
  shift
  "$concord" "$@" > "$work/output" 2>&1 &
  local process=$!
  sleep "$(awk -v r="$RANDOM" -v t="$time" 'BEGIN { print r / 32768 * t / 1000 }')"
  kill -9 "$process" 2> "$work/null" || true
  local status=0
  wait "$process" 2> "$work/null" || status=$?
  if [ "$status" -eq 137 ]; then killed=$((killed + 1)); else ended=$((ended + 1)); fi
}

change_corpus 0
start=$(date +%s%N)
"$concord" index "$corpus" --index "$index" --quiet
time=$((($(date +%s%N) - start) / 1000000 + 20))
for ((round = 1; round <= rounds; round++)); do
  model > "$work/before"
  case $((round % 4)) in
    0 | 1)
      change_corpus "$round"
      model > "$work/after"
      run_and_kill "$time" index "$corpus" --index "$index" --memory 1 --quiet
      expect_whole "$index" "$work/before" "$work/after" "round $round, index"
      ;;
    2)
      run_and_kill "$((time / 2))" merge --index "$index"
      expect_whole "$index" "$work/before" "$work/before" "round $round, merge"
      cmp -s "$work/found" "$work/before" || fail "round $round: merge has lost something"
      ;;
    3)
      grep -v "of round 0" "$work/before" > "$work/after" || true
      run_and_kill "$((time / 4))" delete --index "$index" --force '"of round 0"'
      expect_whole "$index" "$work/before" "$work/before" "round $round, delete"
      cmp -s "$work/found" "$work/before" || cmp -s "$work/found" "$work/after" ||
        fail "round $round: half of a delete"
      # So that what was deleted is read again.
      rm -rf "$index"
      ;;
  esac
  expect_completes "$index" "round $round"
done
echo "$rounds rounds: $killed killed, $ended ended before; all sound, nothing lost"
