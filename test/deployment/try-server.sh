#!/bin/bash
# Runs the commands under "On a server" in docs/operations.md as they are written, on a fresh Debian with Node.js, in a
# chroot; then starts the bot as deploy/systemd/ai-ledger.service does, and stops it with SIGTERM. Not tried: systemd itself.
# Needs root, debootstrap (Debian's) and npm's registry.
#
#   npm run build && test/deployment/try-server.sh [FOLDER of a Debian with Node.js and npm, left as it is]
set -euo pipefail
cd "$(dirname "$0")/../.."
. test/deployment/debian.sh
work=$(mktemp -d)
jobs_started=()
cleanup() {
  kill "${jobs_started[@]}" 2>/dev/null || true
  umount "$work/root/proc" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

if [ $# = 1 ]; then cp -a "$1" "$work/root"; else make_debian "$work/root" 22.23.3; fi
mkdir -p "$work/root/usr/bin" "$work/root/etc/systemd/system"
[ -e "$work/root/usr/bin/node" ] || ln -s ../local/bin/node "$work/root/usr/bin/node"
mount -t proc proc "$work/root/proc"
git clone --quiet --no-hardlinks . "$work/root/srv/repository"

say 'installing'
awk '/^\*\*On a server\*\*/ { found = 1 } found && /^```$/ { exit } shown { print } found && /^```sh$/ { shown = 1 }' \
  docs/operations.md | sed 's|^git clone REPOSITORY|cp -a /srv/repository|' >"$work/root/srv/install.sh"
grep -q 'npm ci' "$work/root/srv/install.sh" || fail 'docs/operations.md has no such commands'
chroot "$work/root" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
  NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt bash -eux /srv/install.sh >"$work/install.log" 2>&1 \
  || { tail -20 "$work/install.log" >&2; fail 'the commands of docs/operations.md fail'; }
folder=$work/root/opt/ai-ledger
megabytes=$(du -sm --exclude=.git "$folder" | cut -f1)
say "the installation takes $megabytes MB"
[ "$megabytes" -lt 200 ] || fail "the installation takes $megabytes MB"
[ "$(stat -c %a "$folder/.env")" = 600 ] || fail '.env is open to others'

start_stand_ins
printf '%s\n' "${settings[@]}" >>"$folder/.env"
command=$(sed -n 's/^ExecStart=//p' "$folder/deploy/systemd/ai-ledger.service")
user=$(chroot "$work/root" id -u ai-ledger)
as_service() {
  exec unshare --pid --fork --kill-child=SIGTERM chroot --userspec="$user:$user" "$work/root" \
    env --chdir=/opt/ai-ledger -i NODE_ENV=production PATH=/usr/local/bin:/usr/bin:/bin "$@"
}
say 'starting the bot'
# shellcheck disable=SC2086 -- words of a command
as_service $command >"$work/log" 2>&1 &
run_conversation $! "$work/log"
[ -s "$folder/data/usage.db" ] || fail 'there is no database in data/'
[ "$(stat -c %u "$folder/data/usage.db")" = "$user" ] || fail 'the database belongs to another user'
stop_bot
say 'everything is as it should be'
