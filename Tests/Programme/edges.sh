#!/usr/bin/env bash
# What lies at the edge: a document of 100 MB, a word of 64 KiB, one word a million times, a corpus
# without articles, and an index that may only be read (a bind mount, so this wants root). The tool
# has CONCORD_MEMORY KiB (1,500,000) of memory at most.
source "$(dirname "$0")/common.sh"
memory=${CONCORD_MEMORY:-1500000}
index=$work/index
mount=$work/readonly
cleanup() {
  umount -q "$mount" || true
  rm -rf "$work"
}
mkdir -p "$corpus" "$mount"

limited() {
  (
    ulimit -v "$memory"
    "$concord" "$@"
  )
}

# Expects that a query finds so many.
expect() {
  local count status=0
  count=$(limited search --index "$index" --count "$1") || status=$?
  [ "$status" -le 1 ] && [ "$count" = "$2" ] || fail "$1 finds $count, not $2 (status $status)"
}

status=0
limited index "$corpus" --index "$index" > "$work/said" 2>&1 || status=$?
[ "$status" -eq 2 ] && grep -q "There are no articles" "$work/said" || fail "$(cat "$work/said")"
expect '*' 0
limited check --index "$index" > "$work/said" 2>&1 || fail "$(cat "$work/said")"

awk 'BEGIN { for (i = 0; i < 4000000; i++) printf "the word%d of a long document ", i % 100000
  print "lastword" }' > "$corpus/large.txt"
size=$(stat -c %s "$corpus/large.txt")
awk 'BEGIN { for (i = 0; i < 1000001; i++) printf "again "; print "stop" }' > "$corpus/again.txt"
{ printf "Title\n\nbefore "; head -c 65536 /dev/zero | tr '\0' x; echo " after"; } > "$corpus/term.txt"
: > "$corpus/empty.txt"
limited index "$corpus" --index "$index" > "$work/said" 2>&1 || fail "$(cat "$work/said")"
grep -q "large.txt: .* is over 64 MiB (--max-file-size)" "$work/said" || fail "$(cat "$work/said")"
limited index "$corpus" --index "$index" --max-file-size 200MB > "$work/said" 2>&1 ||
  fail "$(cat "$work/said")"
limited check --index "$index" > "$work/problems" 2>&1 || fail "$(head -3 "$work/problems")"
expect '*' 3
expect lastword 1
expect '"long document lastword"' 1
expect 'word99999 NEAR/8 lastword' 1
expect '"again again stop"' 1
expect '"before * after"' 1
limited search --index "$index" lastword > "$work/hits" || fail "no snippet of the large document"
limited merge --index "$index" > "$work/said" 2>&1 || fail "$(cat "$work/said")"
expect lastword 1

mount --bind "$index" "$mount"
mount -o remount,ro,bind "$mount"
before=$(cd "$index" && ls -l --time-style=full-iso)
for arguments in "search lastword" "search --json again" "kwic stop" "near again stop" stats check \
  inspect; do
  # Several words each.
  # shellcheck disable=SC2086
  limited $arguments --index "$mount" > "$work/said" 2>&1 ||
    fail "read only, $arguments: $(cat "$work/said")"
done
for arguments in "index $corpus" "delete --force lastword" merge; do
  status=0
  # shellcheck disable=SC2086
  limited $arguments --index "$mount" > "$work/said" 2>&1 || status=$?
  [ "$status" -eq 2 ] && grep -q "Read-only file system" "$work/said" ||
    fail "read only, $arguments: status $status, $(cat "$work/said")"
done
[ "$before" = "$(cd "$index" && ls -l --time-style=full-iso)" ] || fail "a reader has written"
echo "A document of $size bytes and all other edges hold in $memory KiB; read-only directories too"
