#!/usr/bin/env bash
# What scripts/check-bare.sh runs inside a bare root, in the project's folder: one of the stages install, demo and test.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
stage="$1" tests="${2:-}"

fail() { printf 'FAILED: %s\n' "$*"; exit 1; }

# Command names of all processes except this shell and its own commands; /proc shows only this root's processes.
left_over() {
  local name
  for name in /proc/[0-9]*/comm; do cat "$name" 2>/dev/null || true; done | grep -E '^(node|MainThread|npm.*|postgres|chromium|headless_shell)$' || true
}

install() {
  echo "node $(node --version), npm $(npm --version), $(id -un), $(pwd)"
  # npm's output differs between its log and a terminal: warnings go to both.
  npm ci 2>&1 | tee /tmp/npm-ci.log
  if grep -E '^npm (warn|error)' -i /tmp/npm-ci.log; then fail 'npm ci warns'; fi
  rm /tmp/npm-ci.log
}

demo() {
  local log
  log="$(mktemp)"
  npm run demo >"$log" 2>&1 &
  local npm=$!
  local origin=''
  for _ in $(seq 600); do
    origin="$(sed -n 's/^ *The portal *\(http[^ ]*\).*/\1/p' "$log")"
    [ -z "$origin" ] || break
    kill -0 "$npm" 2>/dev/null || { cat "$log"; fail 'the demo ended'; }
    sleep 0.5
  done
  cat "$log"
  [ -n "$origin" ] || fail 'the demo announced no address within 5 minutes'

  local token
  token="$(npm run --silent token -- --role viewer)"
  ORIGIN="$origin" TOKEN="$token" node --input-type=module --eval '
    const { ORIGIN, TOKEN } = process.env
    const page = await fetch(ORIGIN)
    const text = await page.text()
    console.log(`the portal: ${page.status}, ${text.length} characters at ${page.url}`)
    if (page.status !== 200 || !/<script[^>]+src=/.test(text)) process.exit(1)
    const answer = await fetch(`${ORIGIN}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify({ query: "{ activitySummary { totalTickets } crmSummary { contacts } }" }),
    })
    const { data, errors } = await answer.json()
    console.log(`the graph: ${answer.status}, ${JSON.stringify(data)}`, errors ?? "")
    if (!(data?.activitySummary?.totalTickets > 0)) process.exit(1)
  ' || fail 'the portal or the graph does not answer'

  kill -TERM "$npm"
  wait "$npm" || true
  for _ in $(seq 40); do
    [ -n "$(left_over)" ] || break
    sleep 0.5
  done
  [ -z "$(left_over)" ] || fail "still running 20 s after the demo was ended: $(left_over | tr '\n' ' ')"
  rm "$log"
  echo 'the demo ended, and with it all that it started'
}

# Not as CI, but in a new user's environment.
run_tests() {
  if [ -n "$tests" ]; then
    # shellcheck disable=SC2086 # several arguments
    npx vitest run $tests
  else
    npm test
  fi
  [ -z "$(left_over)" ] || fail "still running after the tests: $(left_over | tr '\n' ' ')"
}

case "$stage" in
  install) install ;;
  demo) demo ;;
  test) run_tests ;;
esac
