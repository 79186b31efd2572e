/*
 * npm run check:advisories
 *
 * Fails on known vulnerabilities in production dependencies, as far as the registry's advisories can be read. Where they
 * cannot (offline, or a registry without them) it says so in one line and does not fail: a check without a network must
 * not depend on one.
 *
 * --report=<file>: a saved answer of `npm audit --json`, instead of asking. --seconds=<n>: how long npm may take; 20.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runNpm } from './run-npm.ts'

interface Advisory {
  readonly title: string
}

interface Vulnerability {
  readonly name: string
  readonly severity: string
  /** Advisories, and names of dependencies that are vulnerable themselves. */
  readonly via: readonly (Advisory | string)[]
}

interface Report {
  readonly vulnerabilities: Readonly<Record<string, Vulnerability>>
}

const root = fileURLToPath(new URL('..', import.meta.url))
const { values } = parseArgs({
  options: { report: { type: 'string' }, seconds: { type: 'string', default: '20' } },
})

/** Null if it is no report, but an error of npm or nothing. */
function readReport(text: string): Report | null {
  try {
    const value = JSON.parse(text) as Partial<Report> | null
    return value?.vulnerabilities ? (value as Report) : null
  } catch {
    return null
  }
}

async function askRegistry(): Promise<Report | null> {
  const args = ['audit', '--omit=dev', '--json', '--fetch-retries=0']
  const { output } = await runNpm(args, { cwd: root, limitMs: Number(values.seconds) * 1_000 })
  return readReport(output)
}

function describe({ name, severity, via }: Vulnerability): string {
  const reasons = via.map((each) => (typeof each === 'string' ? `through ${each}` : each.title))
  return `  ${name} (${severity}): ${reasons.join('; ')}`
}

const report = values.report === undefined ? await askRegistry() : readReport(readFileSync(values.report, 'utf8'))
const found = report && Object.values(report.vulnerabilities)
if (found === null) {
  console.log(
    'Advisories cannot be read (offline, or a registry without them): known vulnerabilities were not looked for.',
  )
} else if (found.length === 0) {
  console.log('No known vulnerability in production dependencies.')
} else {
  console.error(`Known vulnerabilities in production dependencies:\n${found.map(describe).join('\n')}`)
  process.exitCode = 1
}
