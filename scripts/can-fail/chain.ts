import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInShell } from './shell.ts'
import { expandScript, type Scripts } from './test-commands.ts'

// Records its call, and fails at the call with this number. npm itself runs on node.
const standIn = `#!/bin/sh
case "$1" in */npm | */npm-cli.js) exec "$REAL_NODE" "$@" ;; esac
echo "\${0##*/} $*" >>"$CALLS"
[ "$(wc -l <"$CALLS")" -ne "$FAIL_AT" ]
`

/**
 * Checks that `npm test` passes on the status of each of its commands: runs the scripts with stubs instead of the
 * programs, failing one after the other.
 *
 * @returns the problems found; empty when there are none
 */
export async function checkChain(scripts: Scripts): Promise<string[]> {
  const commands = expandScript(scripts, 'test')
  const folder = mkdtempSync(join(tmpdir(), 'msp-graph-chain-'))
  const calls = join(folder, 'calls')
  try {
    const programs = join(folder, 'node_modules/.bin')
    mkdirSync(programs, { recursive: true })
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'chain', scripts }))
    for (const command of commands) {
      const program = join(programs, command.split(' ')[0] ?? '')
      writeFileSync(program, standIn)
      chmodSync(program, 0o755)
    }
    const problems: string[] = []
    for (let failAt = 0; failAt <= commands.length; failAt++) {
      rmSync(calls, { force: true })
      const { status, output } = await runInShell('npm test', folder, {
        CALLS: calls,
        FAIL_AT: String(failAt),
        REAL_NODE: process.execPath,
      })
      const notes = existsSync(calls) ? readFileSync(calls, 'utf8').trimEnd().split('\n') : []
      const made = notes.map((note) => note.trim())
      // Up to the failing one; all of them when none fails.
      const expected = commands.slice(0, failAt === 0 ? undefined : failAt)
      const isRight = (status === 0) === (failAt === 0) && made.join('\n') === expected.join('\n')
      if (!isRight) {
        const which = failAt === 0 ? 'nothing fails' : `\`${commands[failAt - 1]}\` fails`
        problems.push(`npm test ends with ${status} after ${made.length} commands where ${which}:\n${output}`)
      }
    }
    return problems
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
