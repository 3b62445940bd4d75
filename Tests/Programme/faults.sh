#!/usr/bin/env bash
# Lets each system call that changes a disk fail once in a run of `concord index`, by strace: the
# first fsync, the second, and so on. The index must be sound then, and the next run completes it.
source "$(dirname "$0")/common.sh"
cases=0
change_corpus 0
"$concord" index "$corpus" --index "$work/start" --quiet
model > "$work/before"
change_corpus 1
model > "$work/after"
for error in EIO ENOSPC; do
  for call in fsync write rename openat unlink ftruncate; do
    for ((n = 1; n <= 60; n++)); do
      rm -rf "$work/index"
      cp -r "$work/start" "$work/index"
      status=0
      strace -f -qq -o "$work/trace" -e "trace=$call" -e "inject=$call:error=$error:when=$n" \
        "$concord" index "$corpus" --index "$work/index" --memory 400000 --quiet \
        > "$work/output" 2>&1 || status=$?
      grep -q INJECTED "$work/trace" || break
      cases=$((cases + 1))
      place="$call number $n fails with $error"
      # Whatever is in the way of the loader is not ours: then there is no message of ours.
      [ "$status" -le 2 ] || [ "$status" -eq 127 ] || fail "$place: status $status"
      expect_whole "$work/index" "$work/before" "$work/after" "$place"
      expect_completes "$work/index" "$place"
    done
  done
done
echo "$cases calls failed; all sound, nothing lost"
