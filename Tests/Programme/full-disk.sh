#!/usr/bin/env bash
# Indexes onto a disk that is too small, by a few kilobytes less or more each time (a tmpfs, so this
# wants root), and with a limit on the size of files. The index must be sound, and once there is
# room the next run completes it.
source "$(dirname "$0")/common.sh"
disk=$work/disk
mkdir "$disk"
cleanup() {
  umount -q "$disk" || true
  rm -rf "$work"
}
change_corpus 0
model > "$work/after"
: > "$work/before"
"$concord" index "$corpus" --index "$work/whole" --quiet
need=$(($(du -sk "$work/whole" | cut -f 1) + 16))
full=0
fits=0
for ((size = 8; size <= 2 * need; size += ${CONCORD_STEP:-12})); do
  mount -t tmpfs -o "size=${size}k" tmpfs "$disk"
  status=0
  "$concord" index "$corpus" --index "$disk/index" --memory 400000 --quiet \
    > "$work/output" 2>&1 || status=$?
  if [ "$status" -eq 0 ]; then
    fits=$((fits + 1))
  else
    full=$((full + 1))
    grep -q "No space left" "$work/output" || fail "$size KiB: $(head -1 "$work/output")"
  fi
  if ls "$disk/index"/manifest-* > "$work/names" 2>&1; then
    expect_whole "$disk/index" "$work/before" "$work/after" "a disk of $size KiB"
  fi
  mount -o remount,size=64m "$disk"
  expect_completes "$disk/index" "a disk of $size KiB"
  umount "$disk"
done
limited=0
for ((size = 0; size <= need; size += ${CONCORD_STEP:-12})); do
  rm -rf "$work/index"
  status=0
  (
    ulimit -f "$size"
    "$concord" index "$corpus" --index "$work/index" --memory 400000 --quiet
  ) > "$work/output" 2>&1 || status=$?
  # With no bytes at all the message cannot be written either.
  [ "$status" -le 2 ] || fail "files of $size KiB: status $status"
  [ "$status" -eq 0 ] || limited=$((limited + 1))
  if ls "$work/index"/manifest-* > "$work/names" 2>&1; then
    expect_whole "$work/index" "$work/before" "$work/after" "files of $size KiB"
  fi
  expect_completes "$work/index" "files of $size KiB"
done
echo "$full disks were full, $fits were not, $limited times a file was too large; nothing lost"
