#!/usr/bin/env bash
# Queries that are made to take long or much, over CONCORD_TERMS (1,000,000) terms: each must end, in
# an answer or an error with a sentence, within CONCORD_LIMIT seconds (2) and CONCORD_MEMORY KiB of
# address space (500,000).
source "$(dirname "$0")/common.sh"
terms=${CONCORD_TERMS:-1000000}
limit=${CONCORD_LIMIT:-2}
memory=${CONCORD_MEMORY:-500000}
index=$work/index
mkdir -p "$corpus"
awk -v terms="$terms" 'BEGIN {
  srand(1)
  for (i = 0; i < terms / 100; i++) {
    printf "{\"id\":\"%d\",\"body\":\"a b a a b ", i
    for (j = 0; j < 100; j++) printf "a%xb%dc ", (i * 100 + j) * 7919, j
    print "\"}"
  }
}' > "$corpus/lines.jsonl"
"$concord" index "$corpus" --index "$index" --quiet
count=0
answered=0
longest=0

# A piece so many times.
repeat() { awk -v piece="$1" -v count="$2" 'BEGIN { while (count-- > 0) printf "%s", piece }'; }

try() {
  local name=$1 query=$2 status=0 start time
  start=$(date +%s%N)
  (
    ulimit -v "$memory"
    exec timeout "$limit" "$concord" search --index "$index" --limit 3 -- "$query"
  ) > "$work/hits" 2> "$work/said" || status=$?
  time=$((($(date +%s%N) - start) / 1000000))
  count=$((count + 1))
  ((time <= longest)) || longest=$time
  case $status in
    0 | 1) answered=$((answered + 1)) ;;
    2) [ -s "$work/said" ] || fail "$name: no word of what is wrong" ;;
    *) fail "$name: status $status after $time ms: $(head -2 "$work/said")" ;;
  esac
  echo "$name: $time ms, status $status"
}

try "10,000 parentheses" "$(repeat '(' 10000)a$(repeat ')' 10000)"
try "60 parentheses" "$(repeat '(' 60)a$(repeat ')' 60)"
# One argument of the system has 128 KiB at most.
try "120 KB of words" "$(repeat 'a ' 60000)"
try "8,000 words with AND" "$(repeat 'a AND ' 8000)b"
try "1,000 words with AND" "$(repeat 'a AND ' 1000)b"
try "1,000 words with OR" "$(repeat 'a1* OR ' 500)b"
for glob in '*a*b*c*d*' '*' 'a*' '*c' '?*?*?*?*?*?*' 'a*b*c*a*b*c' '*1*2*3*4*5*6*7*'; do
  try "glob $glob" "$glob"
done
for regex in '/(a+)+$/' '/(a|a)*b/' '/(a*)*(b*)*c/' '/[ab]*a[ab]{12}/' '/a.{0,200}c/' '/.*/' \
  '/((a{1,30}){1,30}){1,30}/' '/(.*a){20}/'; do
  try "regex $regex" "$regex"
done
try "fuzzy" "a7919b5c~2"
try "fuzzy phrase" '"a7919b5c~2 a* b*"~50'
near=a
for ((i = 0; i < 200; i++)); do near="$near NEAR/3 b"; done
try "NEAR chain of 200" "$near"
try "NEAR of prefixes" "a* NEAR/1000 a1* NEAR/1000 *c"
try "ordered NEAR of 60" "NEAR($(repeat 'a b ' 30), 1000)"
try "phrase of 500" "\"$(repeat 'a b ' 250)\""
try "phrase of stars" "\"a $(repeat '* ' 500)b\"~500"
try "nested NOT" "$(repeat 'NOT (a ' 60)b$(repeat ')' 60)"
try "open quotation mark" "\"$(repeat 'a ' 30000)"
try "signs" "$(repeat -- '- ' 10000)*"
try "boosts" "$(repeat 'a^9999999999999999999999 ' 500)"
try "fields" "$(repeat 'body:' 5000)a"
try "range" 'body:[a TO b] OR date:[0 TO 9999999999999999999999999]'
echo "$count queries over $terms terms: $answered answered, all others refused with a sentence;" \
  "the longest took $longest ms"
