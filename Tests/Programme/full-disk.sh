#!/usr/bin/env bash
# Indexes onto a disk that is too small, by a few kilobytes less or more each time (a tmpfs, so this
# wants root), and with a limit on the size of files. The index must be sound, and once there is
# room the next run completes it. The disks grow from nothing until twenty in a row were large
# enough, the limits until ten were: so all of a run has been hit, whatever it needs.
source "$(dirname "$0")/common.sh"
disk=$work/disk
mkdir "$disk"
cleanup() {
  umount -q "$disk" || true
  rm -rf "$work"
}
change_corpus 0 40
model > "$work/after"
: > "$work/before"
step=${CONCORD_STEP:-12}
full=0
fits=0
for ((size = 8, row = 0; row < 20; size += step)); do
  mount -t tmpfs -o "size=${size}k" tmpfs "$disk"
  status=0
  "$concord" index "$corpus" --index "$disk/index" --memory 1 --quiet \
    > "$work/output" 2>&1 || status=$?
  if [ "$status" -eq 0 ]; then
    fits=$((fits + 1))
    row=$((row + 1))
  else
    full=$((full + 1))
    row=0
    grep -q "No space left" "$work/output" || fail "$size KiB: $(head -1 "$work/output")"
  fi
  if ls "$disk/index"/manifest-* > "$work/names" 2>&1; then
    expect_whole "$disk/index" "$work/before" "$work/after" "a disk of $size KiB"
  fi
  mount -o remount,size=64m "$disk"
  expect_completes "$disk/index" "a disk of $size KiB"
  umount "$disk"
done
largest=$size
limited=0
for ((size = 0, row = 0; row < 10; size++)); do
  rm -rf "$work/index"
  status=0
  (
    ulimit -f "$size"
    "$concord" index "$corpus" --index "$work/index" --quiet
  ) > "$work/output" 2>&1 || status=$?
  # With no bytes at all the message cannot be written either.
  [ "$status" -le 2 ] || fail "files of $size KiB: status $status"
  row=$((row + 1))
  [ "$status" -eq 0 ] || { limited=$((limited + 1)); row=0; }
  if ls "$work/index"/manifest-* > "$work/names" 2>&1; then
    expect_whole "$work/index" "$work/before" "$work/after" "files of $size KiB"
  fi
  expect_completes "$work/index" "files of $size KiB"
done
echo "Disks up to $largest KiB: $full were full, $fits were not; of limits up to $size KiB," \
  "$limited were too small for a file;" \
  "nothing lost"
