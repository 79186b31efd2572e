#!/usr/bin/env bash
# npm run check:bare -- [--release 12|13] [--user root|ordinary] [--network on|off] [--only demo|test]
#                       [--tests "arguments of vitest run"] [--log FILE]
#
# Checks that both commands of the README work on a bare Debian: a fresh root with Node 20 or newer, npm, and nothing
# else, for root and for an ordinary user, in an odd folder below a home that only its owner enters, with a network and
# without one (loopback alone) once `npm ci` is through. All of it unless narrowed: takes an hour or so. What is tested
# is the commit (HEAD), not the work tree. --tests runs these tests instead of the whole `npm test`.
#
# Needs root and Debian's debootstrap. All mounts and processes are in namespaces of their own and end with this script,
# however it ends.
set -euo pipefail
project="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$project"

say() { printf '== %s\n' "$*"; }
fail() { printf 'check:bare: %s\n' "$*" >&2; exit 2; }

releases='12 13' users='root ordinary' networks='on off' only='demo test' tests='' log=''
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || fail "$1 needs a value."
  case "$1" in
    --release) releases="$2" ;;
    --user) users="$2" ;;
    --network) networks="$2" ;;
    --only) only="$2" ;;
    --tests) tests="$2" ;;
    --log) log="$2" ;;
    *) fail "$1 is unknown: sed -n 2,11p scripts/check-bare.sh says what there is." ;;
  esac
  shift 2
done
is_among() { local one="$1"; shift; case " $* " in *" $one "*) ;; *) fail "\"$one\" is none of: $*." ;; esac; }
for word in $releases; do is_among "$word" 12 13; done
for word in $users; do is_among "$word" root ordinary; done
for word in $networks; do is_among "$word" on off; done
for word in $only; do is_among "$word" demo test; done

# ---- What the machine itself must have.
[ "$(id -u)" -eq 0 ] || fail 'a root directory of its own can be made by root only: sudo npm run check:bare.'
needs() { command -v "$1" >/dev/null || fail "$1 is missing: apt-get install $2."; }
needs debootstrap debootstrap
needs unshare util-linux
needs ip iproute2
needs git git
needs npm npm
unshare --mount --pid --net --fork true 2>/dev/null || fail 'namespaces cannot be made here: run it outside of a container, or in a privileged one.'
mirror="$(apt-get indextargets --format '$(REPO_URI) $(LABEL)' | awk '$2 == "Debian" { print $1; exit }')"
[ -n "$mirror" ] || fail 'apt knows no Debian mirror: apt-get update, and look at /etc/apt.'

log="${log:-$(mktemp "${TMPDIR:-/tmp}/bare-XXXXXX.log")}"
exec > >(tee "$log") 2>&1
say "log: $log"
commit="$(git rev-parse HEAD)"
say "commit: $commit"
[ -z "$(git status --porcelain)" ] || say 'NB: what is not committed is not tested'

work="$(mktemp -d /var/tmp/msp-graph-bare-XXXXXX)"
job=''
clean_up() {
  # Its namespaces, and so every process and mount in it, end with it.
  if [ -n "$job" ]; then
    kill -KILL "$job" 2>/dev/null || true
    wait "$job" 2>/dev/null || true
  fi
  # Processes that were just killed may still have been writing.
  rm -rf --one-file-system "$work" || { sleep 2; rm -rf --one-file-system "$work"; }
}
trap clean_up EXIT
trap 'say interrupted; exit 130' INT
trap 'say ended; exit 143' TERM HUP

# Runs in the background, so that a signal to this script is answered at once.
run() {
  "$@" &
  job=$!
  local status=0
  wait "$job" || status=$?
  job=''
  return "$status"
}

# in_root ROOT NETWORK chroot-arguments…
in_root() {
  local root="$1" network="$2"
  shift 2
  local net=()
  [ "$network" = on ] || net=(--net)
  # No exec: the shell is PID 1 there and must reap orphaned processes.
  run unshare --mount --pid "${net[@]}" --fork --kill-child -- sh -c '
    set -e
    root="$1"; network="$2"; shift 2
    mount -t proc proc "$root/proc"
    mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
    [ "$network" = on ] || ip link set lo up
    chroot "$@"
    exit $?' sh "$root" "$network" "$@"
}

# The environment variables that tell npm, apt and Node how to reach a registry: passed on, never written to disk.
environment=()
while IFS= read -r -d '' pair; do
  case "$pair" in
    npm_config_registry=* | NPM_CONFIG_* | NODE_EXTRA_CA_CERTS=* | http_proxy=* | https_proxy=* | no_proxy=* | HTTP_PROXY=* | HTTPS_PROXY=* | NO_PROXY=*)
      environment+=("$pair") ;;
  esac
done < <(env -0)

install_node_from_npm() {
  local root="$1" tools="$work/tools"
  say 'Node 20 and npm 10 from npm: Debian 12 itself has Node 18'
  run npm install --prefix "$tools" --no-save --no-audit --no-fund --loglevel error "node-linux-$(node -p process.arch)@20" npm@10
  install -D "$tools/node_modules/node-linux-$(node -p process.arch)/bin/node" "$root/usr/local/bin/node"
  mkdir -p "$root/usr/local/lib/node_modules"
  cp -r "$tools/node_modules/npm" "$root/usr/local/lib/node_modules/npm"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
  chmod -R go+rX "$root/usr/local"
}

build_root() {
  local release="$1" root="$2" suite
  case "$release" in 12) suite=bookworm ;; 13) suite=trixie ;; esac
  say "Debian $release ($suite): building a root"
  run unshare --mount --pid --fork --kill-child --mount-proc -- \
    debootstrap --variant=minbase --include=ca-certificates "$suite" "$root" "$mirror" >"$work/debootstrap.log" 2>&1 ||
    { tail -n 20 "$work/debootstrap.log"; return 1; }
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  printf '127.0.0.1 localhost\n::1 localhost\n' >"$root/etc/hosts"
  if [ "$release" = 12 ]; then
    install_node_from_npm "$root"
  else
    say "nodejs and npm of Debian $release"
    in_root "$root" on "$root" env DEBIAN_FRONTEND=noninteractive "${environment[@]}" sh -c \
      'apt-get update -qq && apt-get install -y -qq --no-install-recommends nodejs npm' >"$work/apt.log" 2>&1 ||
      { tail -n 20 "$work/apt.log"; return 1; }
  fi
  # npm's configuration outside of the environment, and the certificates it trusts.
  local file certificates
  : >"$work/npmrc"
  for file in "$(npm config get globalconfig)" "$(npm config get userconfig)"; do
    [ ! -f "$file" ] || cat "$file" >>"$work/npmrc"
  done
  for certificates in "${NODE_EXTRA_CA_CERTS:-}" "$(npm config get cafile)"; do
    [ ! -f "$certificates" ] || install -D -m 644 "$certificates" "$root$certificates"
  done
  chroot "$root" useradd --create-home --shell /bin/bash ordinary
}

results=()
# check RELEASE ROOT USER NETWORK STAGE
check() {
  local release="$1" root="$2" user="$3" network="$4" stage="$5" home status=0 begun=$SECONDS
  home="$(home_of "$user")"
  say "Debian $release, $user, network $network: $stage"
  in_root "$root" "$network" --userspec="$user:$user" "$root" env -i "HOME=$home" "USER=$user" TERM=dumb \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "${environment[@]}" \
    bash "$home/$folder/scripts/check-bare-inside.sh" "$stage" "$tests" || status=$?
  results+=("$([ "$status" -eq 0 ] && echo passed || echo FAILED): Debian $release, $user, network $network: $stage ($((SECONDS - begun)) s)")
  return "$status"
}
home_of() { if [ "$1" = root ]; then echo /root; else echo "/home/$1"; fi; }

folder='a folder (ümläut & blanks)/msp graph'
for release in $releases; do
  root="$work/debian-$release"
  build_root "$release" "$root"
  for user in $users; do
    home="$root$(home_of "$user")"
    mkdir -p "$(dirname "$home/$folder")"
    git clone --quiet --no-hardlinks "$project" "$home/$folder"
    git -C "$home/$folder" -c advice.detachedHead=false checkout --quiet "$commit"
    install -m 600 "$work/npmrc" "$home/.npmrc"
    chroot "$root" chown -R "$user:$user" "$(home_of "$user")"
    chmod 700 "$home"
    check "$release" "$root" "$user" on install || continue
    for network in $networks; do
      for stage in $only; do check "$release" "$root" "$user" "$network" "$stage" || true; done
    done
    rm -rf --one-file-system "${home:?}/$folder"
  done
  rm -rf --one-file-system "$root"
done

say "results of $commit"
printf '%s\n' "${results[@]}"
! printf '%s\n' "${results[@]}" | grep -q '^FAILED'
