import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../../support/world.ts'
import { exceptions } from './conformance-exceptions.ts'
import { startSignedIn } from './signed-in.ts'

/** The official suites: the last of the revisions with sessions, and the newest, which also knows those before it. */
const runs = [
  { suite: 'mcp-conformance-2025', revision: '2025-11-25', atLeast: 30 },
  { suite: 'mcp-conformance-2026', revision: '2025-11-25', atLeast: 30 },
  { suite: 'mcp-conformance-2026', revision: '2026-07-28', atLeast: 38 },
] as const

const results = mkdtempSync(join(tmpdir(), 'conformance-'))
const seen = new Set<string>()

let world: World
let server: Awaited<ReturnType<typeof startSignedIn>>

beforeAll(async () => {
  world = await startWorld({ scale: 0.02 })
  server = await startSignedIn(world.url, await world.token('admin'))
})
afterAll(async () => {
  await server.close()
  await world.close()
  await rm(results, { recursive: true })
})

interface Check {
  readonly id: string
  readonly status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'INFO' | 'SKIPPED'
  readonly errorMessage?: string
}

/** Runs all scenarios of a suite that are about a revision. @returns the checks of each */
async function runSuite(suite: string, revision: string): Promise<ReadonlyMap<string, readonly Check[]>> {
  const folder = mkdtempSync(join(results, 'run-'))
  const cli = createRequire(import.meta.url).resolve(`${suite}/dist/index.js`)
  const asked = ['server', '--url', `${server.url}/mcp`, '--suite', 'all', '--spec-version', revision, '-o', folder]
  // It ends with 1 as soon as any check fails.
  await new Promise<void>((resolve) => {
    execFile(process.execPath, [cli, ...asked], { maxBuffer: 2 ** 26 }, () => resolve())
  })
  return new Map(
    readdirSync(folder).map((name) => [
      name.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT.*$/, ''),
      JSON.parse(readFileSync(join(folder, name, 'checks.json'), 'utf8')) as Check[],
    ]),
  )
}

const excepted = exceptions.flatMap(({ scenarios }) =>
  Object.entries(scenarios).flatMap(([scenario, ids]) => ids.map((id) => `${scenario}: ${id}`)),
)

describe.each(runs)('$suite at $revision', ({ suite, revision, atLeast }) => {
  let scenarios: ReadonlyMap<string, readonly Check[]>
  beforeAll(async () => {
    scenarios = await runSuite(suite, revision)
    for (const name of scenarios.keys()) seen.add(name)
  }, 120_000)

  const checksOf = (status: Check['status']) =>
    [...scenarios].flatMap(([scenario, checks]) =>
      checks.filter((check) => check.status === status).map(({ id }) => `${scenario}: ${id}`),
    )

  test('all scenarios ran', () => {
    expect(scenarios.size).toBeGreaterThanOrEqual(atLeast)
    expect(checksOf('SUCCESS').length).toBeGreaterThanOrEqual(5)
  })

  test('everything passes that the list of exceptions has not, and nothing of that list does', () => {
    const listed = excepted.filter((name) => scenarios.has(name.slice(0, name.indexOf(':'))))
    expect(checksOf('FAILURE').toSorted()).toEqual([...new Set(listed)].toSorted())
  })
})

test('each exception is about a scenario that ran', () => {
  expect(exceptions.flatMap(({ scenarios }) => Object.keys(scenarios)).filter((name) => !seen.has(name))).toEqual([])
})
