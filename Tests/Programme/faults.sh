#!/usr/bin/env bash
# Lets each system call that changes a disk fail once in a run of `concord index`, `merge` and
# `delete`, by strace: the first fsync, the second, and so on. The index must be sound then, and the
# next run completes it. Then each read of a search fails: it must say so, or answer as before.
source "$(dirname "$0")/common.sh"
cases=0
# Few files, each of which is a segment of its own with so little memory: still hundreds of calls.
change_corpus 0 8
"$concord" index "$corpus" --index "$work/start" --quiet
model > "$work/before"
change_corpus 1 8
model > "$work/after"

# Runs concord with the arguments and the n-th call failing; false if there is no n-th.
run_and_fail() {
  local call=$1 error=$2 n=$3
  shift 3
  status=0
  strace -f -qq -o "$work/trace" -e "trace=$call" -e "inject=$call:error=$error:when=$n" \
    "$concord" "$@" > "$work/output" 2> "$work/said" || status=$?
  grep -q INJECTED "$work/trace" || return 1
  cases=$((cases + 1))
  place="$1, $call number $n fails with $error"
  # Whatever is in the way of the loader is not ours: then there is no message of ours. Nor is it
  # where libdispatch cannot look at its threads in /proc, which it takes for a reason to end.
  [ "$status" -le 2 ] || [ "$status" -eq 127 ] \
    || grep -q '"/proc/.*INJECTED' "$work/trace" || fail "$place: status $status"
}

# The calls, each with the errors that it can have.
calls="fsync:EIO fsync:ENOSPC write:EIO write:ENOSPC pwrite64:ENOSPC rename:EIO rename:ENOSPC
  unlink:EIO ftruncate:ENOSPC flock:ENOLCK openat:EIO openat:EMFILE
  pread64:EIO getdents64:EIO"
index=$work/index
for entry in $calls; do
  before=$cases
  for command in "index $corpus --memory 1 --quiet" merge "delete --force whale"; do
    for ((n = 1; ; n++)); do
      rm -rf "$index"
      cp -r "$work/start" "$index"
      # Several words each.
      # shellcheck disable=SC2086
      run_and_fail "${entry%:*}" "${entry#*:}" "$n" $command --index "$index" || break
      expect_whole "$index" "$work/before" "$work/after" "$place"
      # What was deleted is read again when its file has changed; that is not to be seen here.
      [[ $command == delete* ]] || expect_completes "$index" "$place"
    done
  done
  echo "$entry: $((cases - before))"
done
changes=$cases
for arguments in '--json --limit 100000 whale' '--count whale' 'the sea'; do
  # shellcheck disable=SC2086
  "$concord" search --index "$work/start" $arguments > "$work/expected"
  for ((n = 1; ; n++)); do
    # shellcheck disable=SC2086
    run_and_fail pread64 EIO "$n" search --index "$work/start" $arguments || break
    [ "$status" -gt 1 ] || cmp -s "$work/output" "$work/expected" || fail "$place: a wrong answer"
  done
done
echo "$changes calls failed that change the disk; all sound, nothing lost." \
  "$((cases - changes)) reads failed; no answer was wrong"
