#!/usr/bin/env bash
# Watches a folder of CONCORD_FILES (5,000) files, changes one at a time and measures until a search
# finds the change, which must be within two seconds; then changes 500 at once, which must come
# together, in a few commits.
source "$(dirname "$0")/common.sh"
rounds=${CONCORD_ROUNDS:-30}
files=${CONCORD_FILES:-5000}
index=$work/index
watching=
cleanup() {
  [ -z "$watching" ] || kill -9 "$watching" 2> "$work/null" || true
  rm -rf "$work"
}
mkdir -p "$corpus"
for ((i = 0; i < files; i++)); do
  mkdir -p "$corpus/d$((i % 50))"
  echo "Article $i of the whale and the ship $((i % 97))" > "$corpus/d$((i % 50))/f$i.txt"
done
"$concord" watch "$corpus" --index "$index" > "$work/said" 2>&1 &
watching=$!

# Waits until a query finds so many, for a minute at most.
await() {
  local query=$1 count=$2
  for ((try = 0; try < 6000; try++)); do
    [ "$("$concord" search --index "$index" --count "$query" 2> "$work/null" || true)" = "$count" ] &&
      return
    sleep 0.01
  done
  fail "$query never found $count: $(tail -3 "$work/said")"
}

await whale "$files"
while ! grep -q Watching "$work/said"; do sleep 0.05; done
times=()
for ((round = 1; round <= rounds; round++)); do
  file=$corpus/d$((RANDOM % 50))/f$((RANDOM % files)).txt
  start=$(date +%s%N)
  case $((round % 3)) in
    0) echo "unique$round in a file that was there or is new" > "$file"; await "unique$round" 1 ;;
    1) echo "unique$round" > "$work/new"; mv "$work/new" "$corpus/new$round.txt"
      await "unique$round" 1 ;;
    2) rm "$corpus/new$((round - 1)).txt"; await "unique$((round - 1))" 0 ;;
  esac
  times+=($((($(date +%s%N) - start) / 1000000)))
done
sorted=($(printf '%s\n' "${times[@]}" | sort -n))
before=$(grep -c ' added, ' "$work/said" || true)
start=$(date +%s%N)
for ((i = 0; i < 500; i++)); do echo "many of them: $i" > "$corpus/d$((i % 50))/many$i.txt"; done
await many 500
burst=$((($(date +%s%N) - start) / 1000000))
commits=$(($(grep -c ' added, ' "$work/said") - before))
kill -INT "$watching"
wait "$watching" || fail "it did not end in order"
watching=
"$concord" check --index "$index" > "$work/problems" 2>&1 || fail "$(head -3 "$work/problems")"
longest=${sorted[-1]}
echo "$files files; $rounds changes: median ${sorted[$((rounds / 2))]} ms, longest $longest ms;" \
  "500 at once: $burst ms, $commits commits"
((longest < 2000)) || fail "a change took $longest ms"
((commits < 20)) || fail "500 changes took $commits commits"
