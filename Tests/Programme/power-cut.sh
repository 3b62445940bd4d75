#!/usr/bin/env bash
# Cuts the power of a real ext4 file system while concord indexes and after it has ended: what it
# had committed must be there. Wants root, and in POWERCUT a program that shuts the file system at
# the path it is given down without flushing its log (the ioctl EXT4_IOC_SHUTDOWN, with 2).
# The last rounds pretend each fsync in turn, which must do harm at least once: else the script
# would prove nothing.
source "$(dirname "$0")/common.sh"
[ -x "${POWERCUT:-}" ] || { echo "Name the program that cuts the power in POWERCUT." >&2; exit 2; }
rounds=${CONCORD_ROUNDS:-40}
disk=$work/disk
mkdir "$disk"
cleanup() {
  umount -q "$disk" || true
  rm -rf "$work"
}
truncate -s 64M "$work/image"
mkfs.ext4 -q -F "$work/image"
mount -o loop "$work/image" "$disk"
index=$disk/index

# Cuts the power and starts the machine again.
cut_power() {
  "$POWERCUT" "$disk"
  umount "$disk"
  mount -o loop "$work/image" "$disk"
}

change_corpus 0
"$concord" index "$corpus" --index "$index" --quiet
model > "$work/before"
cut_power
expect_whole "$index" "$work/before" "$work/before" "after the first run"
cmp -s "$work/found" "$work/before" || fail "the first run was not durable"
for ((round = 1; round <= rounds; round++)); do
  change_corpus "$round"
  model > "$work/after"
  if ((round % 2)); then
    "$concord" index "$corpus" --index "$index" --memory 1 --quiet
    cut_power
    expect_whole "$index" "$work/after" "$work/after" "round $round, ended"
    cmp -s "$work/found" "$work/after" || fail "round $round: a run that ended was not durable"
  else
    "$concord" index "$corpus" --index "$index" --memory 1 --quiet > "$work/output" 2>&1 &
    process=$!
    sleep "0.0$((RANDOM % 100))"
    "$POWERCUT" "$disk"
    wait "$process" || true
    umount "$disk"
    mount -o loop "$work/image" "$disk"
    expect_whole "$index" "$work/before" "$work/after" "round $round, in the middle"
  fi
  expect_completes "$index" "round $round"
  cp "$work/model" "$work/before"
done
harm=0
pretended=0
for ((n = 1; n <= 30; n++)); do
  rm -rf "$index"
  sync
  strace -qq -o "$work/trace" -e trace=fsync -e "inject=fsync:retval=0:when=$n" \
    "$concord" index "$corpus" --index "$index" --quiet --jobs 1
  grep -q INJECTED "$work/trace" || break
  pretended=$((pretended + 1))
  cut_power
  { "$concord" check --index "$index" && contents "$index" | cmp -s - "$work/model"; } \
    > "$work/output" 2>&1 || harm=$((harm + 1))
done
((harm > 0)) || fail "no fsync that was left out did harm"
echo "$rounds rounds, nothing lost; of $pretended fsyncs, leaving out one did harm $harm times"
