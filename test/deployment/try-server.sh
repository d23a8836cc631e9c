#!/bin/bash
# Runs the commands under "On a server" in docs/operations.md as they are written, on a fresh Debian with Node.js, in a
# chroot; then starts the bot as deploy/systemd/ai-ledger.service does, and runs those under "Update" while there is a newer
# version, with "Back to the version before". Not tried: systemd itself; the script does what the unit says.
# Needs root, debootstrap (Debian's) and npm's registry.
#
#   npm run build && test/deployment/try-server.sh [FOLDER of a Debian with Node.js, npm and git, left as it is]
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
repository=$work/root/srv/repository
git clone --quiet --no-hardlinks . "$repository"
version() { node -p 'JSON.parse(require("fs").readFileSync(process.argv[1])).version' "$1/package.json"; }
old=$(version "$repository")

say 'installing'
# The first block of commands below the line that begins so: commands_below BEGINNING
commands_below() {
  awk -v beginning="$1" 'index($0, beginning) == 1 { found = 1 } found && /^```$/ { exit } shown { print }
    found && /^```sh$/ { shown = 1 }' docs/operations.md | grep . || fail "docs/operations.md has no commands below $1"
}

# Runs commands as root would on the server, in a folder: as_root FOLDER <COMMANDS
as_root() {
  chroot "$work/root" env --chdir="$1" -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
    NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt bash -eux -c "$(cat)" >>"$work/commands.log" 2>&1 \
    || { tail -20 "$work/commands.log" >&2; fail 'the commands of docs/operations.md fail'; }
}
commands_below '**On a server**' | sed 's|^git clone REPOSITORY|git clone /srv/repository|' | as_root /
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
start_bot() {
  say "starting the bot, version $(version "$folder")"
  # shellcheck disable=SC2086 -- words of a command
  as_service $command >"$work/log" 2>&1 &
  run_conversation $! "$work/log"
  grep -q "\"version\":\"$(version "$folder")," "$work/log" || fail 'another version runs than is installed'
}

# Requests in the ledger, as the report of the installed version counts them: count_requests [NAME=value]
count_requests() {
  (as_service "$@" npm run --silent report -- --format json) | node -p 'JSON.parse(require("fs").readFileSync(0)).totals.requests'
}
start_bot
[ -s "$folder/data/usage.db" ] || fail 'there is no database in data/'
[ "$(stat -c %u "$folder/data/usage.db")" = "$user" ] || fail 'the database belongs to another user'
requests=$(count_requests)

say 'updating'
(cd "$repository" && npm version --no-git-tag-version --silent minor >/dev/null \
  && git -c user.name=x -c user.email=x@example.com commit --quiet --all --message 'a newer version')
backup=$(grep -o 'npm run backup -- --to [^ `]*before-update[^ `]*' docs/operations.md) \
  || fail 'docs/operations.md makes no backup before an update'
# shellcheck disable=SC2086 -- words of a command
(as_service $backup >"$work/backup.log" 2>&1) || { cat "$work/backup.log" >&2; fail 'the backup before the update fails'; }
commands_below '## Update' >"$work/update"
while read -r line <&4; do
  case $line in
    'systemctl stop ai-ledger') stop_bot ;;
    'systemctl start ai-ledger') start_bot ;;
    *) as_root /opt/ai-ledger <<<"$line" ;;
  esac
done 4<"$work/update"
[ "$(version "$folder")" != "$old" ] || fail 'the update changed nothing'
[ "$(count_requests)" = $((requests + 1)) ] || fail 'the update lost requests'
stop_bot

say 'back to the version before'
printf '%s\n' 'git checkout --quiet HEAD~1' 'npm ci --omit=dev' | as_root /opt/ai-ledger
(as_service DATABASE_URL=file:./data/restored.db npm run restore -- --from "${backup##* }" >"$work/restore.log" 2>&1) \
  || { cat "$work/restore.log" >&2; fail 'the backup cannot be restored'; }
[ "$(version "$folder")" = "$old" ] || fail 'the old version is not back'
[ "$(count_requests DATABASE_URL=file:./data/restored.db)" = "$requests" ] || fail 'the backup lost requests'
say 'everything is as it should be'
