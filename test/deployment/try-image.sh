#!/bin/bash
# Builds deploy/Dockerfile and runs the image as Docker would: its files as the root, its user, its command as the first
# process of its own PID namespace, a read-only root, an empty volume. Needs root, buildah and debootstrap (Debian's), and
# npm's registry; the base image is made here under the pinned name.
#
#   npm run build && test/deployment/try-image.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
. test/deployment/debian.sh
export STORAGE_DRIVER=vfs
work=$(mktemp -d)
base=$(awk '$1 == "FROM" { print $2; exit }' deploy/Dockerfile)
jobs_started=()
container=
cleanup() {
  kill "${jobs_started[@]}" 2>/dev/null || true
  [ -z "$container" ] || { buildah umount "$container" && buildah rm "$container"; } >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap cleanup EXIT

if ! buildah inspect "$base" >/dev/null 2>&1; then
  make_debian "$work/root" "$(sed -E 's/.*node:([0-9.]+)-.*/\1/' <<<"$base")"
  chroot "$work/root" useradd --uid 1000 --create-home node
  container=$(buildah from scratch)
  buildah copy --quiet "$container" "$work/root" / >/dev/null
  buildah config --env NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt \
    --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
  buildah commit --quiet "$container" "$base" >/dev/null
  buildah rm "$container" >/dev/null
  container=
  rm -rf "$work/root"
fi

say 'building the image'
buildah bud --isolation chroot --network host --pull-never --format docker --quiet \
  --file deploy/Dockerfile --tag telegram-ai-ledger . >/dev/null
container=$(buildah from telegram-ai-ledger)
root=$(buildah mount "$container")
config() { buildah inspect --type image --format "$1" telegram-ai-ledger; }
megabytes=$(du -sm "$root/app" | cut -f1)
say "the program takes $megabytes MB"
[ "$megabytes" -lt 200 ] || fail "the program takes $megabytes MB"
[ "$(config '{{.Docker.Config.User}}')" = node ] || fail 'the image runs as root'
[ "$(stat -c '%u %a' "$root/app/data")" = '1000 700' ] || fail 'the volume is open to others, or not to the bot'

start_stand_ins
port=$(node -e 'const s=require("net").createServer().listen(0,()=>{console.log(s.address().port);s.close()})')
mapfile -t command < <(config '{{range .Docker.Config.Cmd}}{{println .}}{{end}}' | sed '/^$/d')
mapfile -t check < <(config '{{range .Docker.Config.Healthcheck.Test}}{{println .}}{{end}}' | sed '1d;/^$/d')
# The root is read-only but for the volume, as in deploy/compose.yaml.
in_image() {
  exec unshare --mount --pid --fork --kill-child=SIGTERM sh -c '
    mount --bind "$1" "$1" && mount --bind "$1/app/data" "$1/app/data" && mount -o remount,bind,ro "$1" \
      && mount -t proc proc "$1/proc" && shift && exec "$@"' \
    sh "$root" chroot --userspec=1000:1000 "$root" env --chdir=/app -i NODE_ENV=production \
    PATH=/usr/local/bin:/usr/bin:/bin PORT="$port" "${settings[@]}" "$@"
}
say 'starting the bot'
in_image "${command[@]}" >"$work/log" 2>&1 &
run_conversation $! "$work/log"
[ -s "$root/app/data/usage.db" ] || fail 'there is no database in the volume'
(in_image "${check[@]}") || fail 'HEALTHCHECK fails'
stop_bot
! (in_image "${check[@]}") || fail 'HEALTHCHECK succeeds without a bot'
say 'everything is as it should be'
