#!/usr/bin/env bash
# Changes random bytes of an index with deleted documents and lists of pairs: one, a few, a run of
# them, a page of zeros, or all after some place; in CONCORD_ROUNDS (200) copies. Each search must
# answer as before or say what is wrong, `check` must see the damage, `repair` must make a sound
# index of it that lacks nothing unless it says so, and the next run completes that. None may take
# more than CONCORD_LIMIT seconds of a processor (30) or CONCORD_MEMORY KiB of address space
# (500,000).
source "$(dirname "$0")/common.sh"
rounds=${CONCORD_ROUNDS:-200}
limit=${CONCORD_LIMIT:-30}
memory=${CONCORD_MEMORY:-500000}
index=$work/index
change_corpus 0
"$concord" index "$corpus" --index "$work/start" --quiet
"$concord" merge --index "$work/start" > "$work/said" 2>&1
# Few enough that the segment is not merged at once, without them.
rm "$corpus"/d3/*
echo "Another article" > "$corpus/another.txt"
"$concord" index "$corpus" --index "$work/start" --quiet
model > "$work/after"
queries=('*' whale '"sea and ship"' '"the whale ? swam"' 'sea NEAR/3 word5' 's* NOT word3'
  'title:line AND word1' 'shop~1 whale')

# Runs concord with the arguments, within the limits; any other end than that of the tool is a
# failure.
limited() {
  status=0
  (
    ulimit -v "$memory" -t "$limit"
    # What waits for something that never comes takes no processor.
    exec timeout 600 "$concord" "$@"
  ) > "$work/output" 2> "$work/said" || status=$?
  [ "$status" -le 2 ] || fail "$place, $*: status $status, $(head -3 "$work/said")"
  [ "$status" -lt 2 ] || [ -s "$work/output" ] || [ -s "$work/said" ] ||
    fail "$place, $*: no word of what is wrong"
}

for ((i = 0; i < ${#queries[@]}; i++)); do
  place="without damage"
  limited search --index "$work/start" --json --limit 100000 -- "${queries[i]}"
  [ "$status" -eq 0 ] || fail "${queries[i]} finds nothing"
  cp "$work/output" "$work/expected$i"
done

# A random number below another one.
below() { number=$(((RANDOM * 32768 + RANDOM) % $1)); }

# Writes bytes, from standard input, into a file.
overwrite() { dd of="$1" bs=1 seek="$2" conv=notrunc status=none; }

# Writes so many random bytes.
noise() {
  local i
  for ((i = 0; i < $1; i++)); do
    # The format is an escape.
    # shellcheck disable=SC2059
    printf "\\x$(printf %02x $((RANDOM % 256)))"
  done
}

# Damages a file in one of five ways, and says where.
damage() {
  local file=$1 size i
  size=$(stat -c %s "$file")
  below "$size"
  local first=$number
  place="round $round, ${file##*/} of $size bytes, from $first"
  case $((RANDOM % 5)) in
    0) noise 1 | overwrite "$file" "$first" ;;
    1)
      for ((i = 0; i < 8; i++)); do
        below "$size"
        noise 1 | overwrite "$file" "$number"
      done
      ;;
    2)
      below $((size - first < 300 ? size - first : 300))
      noise $((number + 1)) | overwrite "$file" "$first"
      ;;
    3)
      head -c $((size - first < 4096 ? size - first : 4096)) /dev/zero | overwrite "$file" "$first"
      ;;
    4) truncate -s "$first" "$file" ;;
  esac
}

answered=0
refused=0
lossless=0
unmended=0
for ((round = 1; round <= rounds; round++)); do
  rm -rf "$index"
  cp -r "$work/start" "$index"
  files=("$index"/*.segment "$index"/*.live "$index"/manifest-*)
  file=${files[RANDOM % ${#files[@]}]}
  damage "$file"
  isChanged=1
  ! cmp -s "$file" "$work/start/${file##*/}" || isChanged=0
  for ((i = 0; i < ${#queries[@]}; i++)); do
    limited search --index "$index" --json --limit 100000 -- "${queries[i]}"
    if [ "$status" -eq 2 ]; then
      refused=$((refused + 1))
    else
      answered=$((answered + 1))
      cmp -s "$work/output" "$work/expected$i" || fail "$place: a wrong answer to ${queries[i]}"
    fi
  done
  limited check --index "$index" --quick
  limited check --index "$index"
  [ "$status" -eq $((2 * isChanged)) ] || fail "$place: check ends with $status"
  limited repair --index "$index"
  if [ "$status" -eq 2 ]; then
    unmended=$((unmended + 1))
    rm -rf "$index"
  else
    repaired=$status
    "$concord" check --index "$index" > "$work/problems" 2>&1 ||
      fail "$place, repaired: $(head -3 "$work/problems")"
    # With a loss that was told, texts may be as damaged as what they were read from.
    if [ "$repaired" -eq 0 ]; then
      lossless=$((lossless + 1))
      contents "$index" > "$work/found"
      cmp -s "$work/found" "$work/after" || fail "$place: lost without a word"
    fi
  fi
  # A name of the corpus that was damaged is one of a directory that was not named again.
  "$concord" index "$corpus" --index "$index" --quiet --replace ||
    fail "$place: it cannot be completed"
  expect_completes "$index" "$place, repaired"
done
echo "$rounds indexes damaged: $answered answers, all as before, and $refused refusals; every damage" \
  "found; $lossless repaired without a loss, $((rounds - lossless - unmended)) with one that was" \
  "told, $unmended not to be mended"
