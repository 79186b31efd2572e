#!/usr/bin/env bash
# Packs what a machine needs to run this version into one archive, Node included: deploy/vm/pack.sh [--arch x64|arm64] [FOLDER]
# Run it in a checkout with its dependencies installed (npm ci), where npm reaches its registry. The archive is written to
# FOLDER (dist/release unless given) and is what deploy/vm/release.sh takes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

arch="$(node -p process.arch)"
if [ "${1:-}" = --arch ]; then
  arch="${2:?--arch needs x64 or arm64}"
  shift 2
fi
case "$arch" in x64 | arm64) ;; *) echo "pack.sh: there is no Node for Linux on $arch in this project's packages." >&2; exit 2 ;; esac
target="${1:-dist/release}"

version="$(node -p 'require("./package.json").version')"
commit="$(git rev-parse --short=10 HEAD)"
[ -z "$(git status --porcelain)" ] || commit="$commit-changed"
name="msp-graph-$version-$commit-linux-$arch"

draft="$(mktemp -d)"
trap 'rm -rf "$draft"' EXIT
release="$draft/$name"
mkdir -p "$release/bin" "$release/scripts" "$release/dist" "$target"

npm run --silent build
cp package.json package-lock.json .npmrc LICENSE "$release/"
# As in the Dockerfile: what the server loads, the programs of an operator, and the portal. Nothing of tests or simulators.
cp scripts/preload.mjs scripts/audit.ts scripts/describe-replica.ts scripts/rotate-keys.ts scripts/run-command.ts scripts/sync.ts "$release/scripts/"
cp -r schema server deploy docs "$release/"
cp .env.example "$release/deploy/vm/settings.example"
cp -r dist/portal dist/explorer dist/persisted-operations.json "$release/dist/"
(cd "$release" && npm ci --omit=dev --ignore-scripts --no-audit --no-fund --os=linux --cpu="$arch" --loglevel=error)
mv "$release/node_modules/node-linux-$arch/bin/node" "$release/bin/node"
rm -rf "$release"/node_modules/node-linux-*
printf '%s\n' "$name" >"$release/RELEASE"

tar --create --gzip --owner=0 --group=0 --numeric-owner --file "$target/$name.tar.gz" --directory "$draft" "$name"
printf '%s\n' "$target/$name.tar.gz"
