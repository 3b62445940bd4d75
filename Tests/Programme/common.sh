# What the scripts of this folder share: a corpus that changes from round to round, and what an
# index must then hold. Each script says at its end how many cases it has tried, and ends with
# status 1 at the first that is not as it must be.
#
#   CONCORD         the built tool; .build/release/concord or .build/debug/concord if not set
#   CONCORD_ROUNDS  how many rounds; each script has its own default
#   CONCORD_SEED    what all random choices follow from; printed, to repeat a run
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
concord=${CONCORD:-}
for candidate in release debug; do
  [ -n "$concord" ] || [ ! -x "$root/.build/$candidate/concord" ] ||
    concord=$root/.build/$candidate/concord
done
[ -x "$concord" ] || { echo "Build concord first, or name it in CONCORD." >&2; exit 2; }

seed=${CONCORD_SEED:-$((RANDOM * 32768 + RANDOM))}
RANDOM=$((seed % 32768))
echo "CONCORD_SEED=$seed"

work=$(mktemp -d)
corpus=$work/corpus
cleanup() { rm -rf "$work"; }
trap cleanup EXIT

# What to do with a case that is not as it must be.
fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# Writes the corpus of a round: most files are as they were, some are new, changed or gone.
change_corpus() {
  local round=$1 count=${2:-300}
  mkdir -p "$corpus"
  local i
  for ((n = 0; n < count / 5; n++)); do
    i=$((RANDOM % count))
    mkdir -p "$corpus/d$((i % 7))"
    if ((RANDOM % 5 == 0)); then
      rm -f "$corpus/d$((i % 7))/f$i.txt"
    else
      printf 'Article %d of round %d\n\nThe whale %d swam by the ship %d in the sea.\n' \
        "$i" "$round" "$RANDOM" "$((RANDOM % 50))" > "$corpus/d$((i % 7))/f$i.txt"
    fi
  done
  awk -v round="$round" -v count="$((count * 4))" 'BEGIN {
    for (i = 0; i < count; i++) {
      printf "{\"id\":\"line-%d\",\"title\":\"Line %d of round %d\",", i, i, (i % 3 ? 0 : round)
      printf "\"body\":\"word%d word%d sea and ship word%d\"}\n", i % 97, i % 13, i
    }
  }' > "$corpus/lines.jsonl"
}

# What the index of the corpus must hold: keys and titles.
model() {
  (
    cd "$corpus"
    find . -name '*.txt' -printf '%P\n' | xargs -r awk 'FNR == 1 { print FILENAME "\t" $0 }'
    sed 's/{"id":"\([^"]*\)","title":"\([^"]*\)".*/\1\t\2/' lines.jsonl
  ) | LC_ALL=C sort
}

# What an index holds.
contents() {
  local status=0
  "$concord" search --index "$1" --json --limit 10000000 '*' \
    > "$work/hits" 2> "$work/noted" || status=$?
  # 1 is for no hits, of which a sentence says why.
  [ "$status" -le 1 ] || return "$status"
  # Without hits there is a line that says why.
  sed -n 's/.*"key":"\([^"]*\)","title":"\([^"]*\)".*/\1\t\2/p' "$work/hits" | LC_ALL=C sort
}

# Expects that an index is sound, and that all it holds is in one of two models.
expect_whole() {
  local index=$1 before=$2 after=$3 place=$4
  "$concord" check --index "$index" > "$work/problems" 2>&1 ||
    fail "$place: $(head -3 "$work/problems")"
  contents "$index" > "$work/found"
  local others
  others=$(LC_ALL=C sort -u "$before" "$after" | LC_ALL=C comm -13 - "$work/found" | head -3)
  [ -z "$others" ] || fail "$place: nobody has ever written $others"
  others=$(cut -f 1 "$work/found" | uniq -d | head -3)
  [ -z "$others" ] || fail "$place: twice: $others"
}

# Brings an index up to date, and expects that it then holds the corpus.
expect_completes() {
  local index=$1 place=$2
  "$concord" index "$corpus" --index "$index" --quiet || fail "$place: it cannot be completed"
  "$concord" check --index "$index" > "$work/problems" 2>&1 ||
    fail "$place, completed: $(head -3 "$work/problems")"
  contents "$index" > "$work/found"
  model > "$work/model"
  cmp -s "$work/found" "$work/model" ||
    fail "$place, completed: $(diff "$work/found" "$work/model" | head -3)"
}
