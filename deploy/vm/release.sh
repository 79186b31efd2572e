#!/usr/bin/env bash
# Installs, upgrades and rolls back MSP Graph on a machine with systemd. Run as root:
#
#   release.sh install ARCHIVE    the first time; doing it twice changes nothing
#   release.sh upgrade ARCHIVE    the same, later
#   release.sh rollback           back to the version before
#   release.sh status             which versions are there, and which runs
#
# A version is first started beside the running one, on an address of its own, and asked whether it is ready. Only then are
# the gateways restarted with it, one after the other. Where one does not come up, all go back to the version before.
#
# The number of gateways is that of enabled units: systemctl enable msp-graph@2 adds a second one, which needs PostgreSQL.
set -euo pipefail

# Elsewhere only for tests.
root="${MSP_GRAPH_ROOT:-}"
base="$root/opt/msp-graph"
settings="$root/etc/msp-graph/settings"
units="$root/etc/systemd/system"
check_port="${MSP_GRAPH_CHECK_PORT:-8099}"
ready_url="${MSP_GRAPH_READY_URL:-http://127.0.0.1:8000/health/ready}"
patience="${MSP_GRAPH_PATIENCE_SECONDS:-90}"
account=msp-graph
kept=3

say() { printf 'release.sh: %s\n' "$*"; }
fail() { printf 'release.sh: %s\n' "$*" >&2; exit 1; }

# The name of the version that a link names; nothing if there is none.
version_of() { if [ -L "$base/$1" ]; then basename "$(readlink "$base/$1")"; fi; }

# Both or neither: a link is replaced by renaming another over it.
point() {
  ln --symbolic --force --no-dereference "releases/$2" "$base/$1.new"
  mv --no-target-directory "$base/$1.new" "$base/$1"
}

as_account=(setpriv --reuid="$account" --regid="$account" --init-groups --)
[ -z "$root" ] || as_account=()

prepare_machine() {
  if [ -z "$root" ] && ! id "$account" >/dev/null 2>&1; then
    useradd --system --home-dir /var/lib/msp-graph --no-create-home --shell /usr/sbin/nologin "$account"
  fi
  mkdir -p "$base/releases" "$units" "$(dirname "$settings")" "$root/var/lib/msp-graph"
  [ -n "$root" ] || { chown "$account:$account" /var/lib/msp-graph; chmod 700 /var/lib/msp-graph; }
}

# unpack ARCHIVE: prints the name of the version, whose folder is then complete.
unpack() {
  local archive="$1" name draft
  # Read to its end, or tar would complain of a reader that left.
  name="$(tar --list --gzip --file "$archive" | sed -n '1s,/.*,,p')"
  [ -n "$name" ] && [[ "$name" =~ ^[A-Za-z0-9._-]+$ ]] || fail "$archive is no archive of deploy/vm/pack.sh."
  if [ ! -d "$base/releases/$name" ]; then
    draft="$(mktemp -d "$base/releases/.unpacking-XXXXXX")"
    tar --extract --gzip --no-same-owner --file "$archive" --directory "$draft"
    [ -x "$draft/$name/bin/node" ] || { rm -rf "$draft"; fail "$archive is no archive of deploy/vm/pack.sh."; }
    chmod 755 "$draft/$name"
    mv --no-target-directory "$draft/$name" "$base/releases/$name"
    rmdir "$draft"
  fi
  printf '%s\n' "$name"
}

# Has the settings in the environment, as systemd reads them for the units, and nothing else. Not as arguments of a program:
# those are shown to everyone on the machine.
use_settings() {
  local line name value
  for name in $(compgen -e); do [ "$name" = PATH ] || unset "$name"; done
  while IFS= read -r line || [ -n "$line" ]; do
    [[ "$line" =~ ^([A-Za-z_][A-Za-z0-9_]*)=(.*)$ ]] || continue
    name="${BASH_REMATCH[1]}" value="${BASH_REMATCH[2]}"
    if [[ "$value" =~ ^\"(.*)\"$ || "$value" =~ ^\'(.*)\'$ ]]; then value="${BASH_REMATCH[1]}"; fi
    export "$name=$value"
  done <"$settings"
  export NODE_ENV=production PORT="$check_port" LISTEN_HOST=127.0.0.1 DRAIN_SECONDS=0
}

# is_ready NODE URL: whether it answers with 200.
is_ready() {
  "$1" --eval 'fetch(process.argv[1], { signal: AbortSignal.timeout(5000) }).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))' "$2"
}

# Whether the version starts with the settings of this machine, and is ready.
try_version() {
  local folder="$base/releases/$1" log pid deadline ready=no
  log="$(mktemp)"
  (
    cd "$root/var/lib/msp-graph"
    use_settings
    exec "${as_account[@]}" "$folder/bin/node" --import "$folder/scripts/preload.mjs" "$folder/server/main.ts"
  ) >"$log" 2>&1 &
  pid=$!
  deadline=$((SECONDS + patience))
  while [ "$SECONDS" -lt "$deadline" ] && kill -0 "$pid" 2>/dev/null; do
    if is_ready "$folder/bin/node" "http://127.0.0.1:$check_port/health/ready"; then
      # Another program may hold the port: it has to be this one that listens there.
      if kill -0 "$pid" 2>/dev/null; then ready=yes; fi
      break
    fi
    sleep 0.2
  done
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  if [ "$ready" = no ]; then
    say "$1 does not become ready. What it said last:" >&2
    tail -n 20 "$log" >&2
  fi
  rm -f "$log"
  [ "$ready" = yes ]
}

# From the links that `systemctl enable` makes: it lists templates, but not what is enabled of them.
enabled_gateways() {
  local found
  found="$(find "$units" -path '*.wants/msp-graph@*.service' -printf '%f\n' | sort -u)"
  printf '%s\n' ${found:-msp-graph@1.service}
}

# The units wait until each gateway says that it takes requests (Type=notify).
restart_gateways() {
  local unit
  for unit in $(enabled_gateways); do
    say "restarting $unit"
    systemctl restart "$unit" || return 1
  done
  is_ready "$base/current/bin/node" "$ready_url"
}

# switch_to NAME: the version runs, or the one before does and this fails.
switch_to() {
  local name="$1" before
  before="$(version_of current)"
  try_version "$name" || fail "$name is not put in place${before:+; $before runs as before}."
  point current "$name"
  install -m 644 "$base/current/deploy/vm/systemd/"* "$units/"
  systemctl daemon-reload
  systemctl enable --quiet --now msp-graph.socket
  [ -n "$before" ] || systemctl enable --quiet msp-graph@1.service
  if restart_gateways; then
    if [ -n "$before" ] && [ "$before" != "$name" ]; then point previous "$before"; fi
    say "$name runs"
    return
  fi
  if [ -z "$before" ] || [ "$before" = "$name" ]; then
    rm -f "$base/current"
    fail "$name does not run: journalctl -u 'msp-graph@*' says why."
  fi
  say "$name does not run; going back to $before" >&2
  point current "$before"
  restart_gateways || true
  fail "$name was taken back; $before runs. journalctl -u 'msp-graph@*' says why."
}

# All but the newest, the one that runs and the one before.
remove_old() {
  local name
  find "$base/releases" -mindepth 1 -maxdepth 1 -name '.unpacking-*' -exec rm -rf {} +
  while IFS= read -r name; do
    case "$name" in "$(version_of current)" | "$(version_of previous)") ;; *) rm -rf "${base:?}/releases/$name" ;; esac
  done < <(find "$base/releases" -mindepth 1 -maxdepth 1 -printf '%C@ %f\n' | sort -rn | awk '{ print $2 }' | tail -n "+$((kept + 1))")
}

command="${1:-}"
[ -n "$root" ] || [ "$(id -u)" -eq 0 ] || fail 'has to be run as root.'
for needed in tar flock systemctl; do command -v "$needed" >/dev/null || fail "$needed is missing."; done
case "$command" in
  install | upgrade)
    [ -f "${2:-}" ] || fail 'install needs the archive that deploy/vm/pack.sh wrote.'
    prepare_machine
    ;;
  rollback | status) [ -d "$base/releases" ] || fail 'nothing is installed.' ;;
  *) sed -n '2,13s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
exec 9>"$base/.lock"
flock --nonblock 9 || fail 'another release.sh runs.'

case "$command" in
  install | upgrade)
    name="$(unpack "$2")"
    if [ ! -f "$settings" ]; then
      install -m 600 "$base/releases/$name/deploy/vm/settings.example" "$settings"
      fail "fill in $settings first, then run this again."
    fi
    if [ "$(version_of current)" = "$name" ]; then
      say "$name runs already"
    else
      switch_to "$name"
      remove_old
    fi
    ;;
  rollback)
    before="$(version_of previous)"
    [ -n "$before" ] || fail 'there is no version before this one.'
    switch_to "$before"
    ;;
  status)
    for folder in "$base/releases"/*; do
      name="$(basename "$folder")"
      mark=' '
      if [ "$name" = "$(version_of current)" ]; then mark='*'; fi
      if [ "$name" = "$(version_of previous)" ]; then mark='-'; fi
      printf '%s %s\n' "$mark" "$name"
    done
    ;;
esac
