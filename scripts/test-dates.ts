import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { testDates } from '../tests/support/test-dates.ts'

/**
 * `npm run test:dates`: the tests whose answers depend on the date, on days with calendar and clock edge cases. Each
 * run sets the start of its worlds and the portal's zone (`TEST_NOW`, `TEST_TIME_ZONE`); the machine's own clock and
 * zone differ in every run (`TEST_CLOCK_AHEAD_MS`, `TZ`), so that code that wrongly uses those fails.
 *
 * `--only 2026-11` runs the dates whose label or instant contains it, `--list` only prints them; further arguments are
 * test files instead of the usual ones.
 */
const usualTests = [
  'tests/unit/calendar',
  'tests/unit/client',
  'tests/unit/simulators',
  'tests/integration/figures.test.ts',
  'tests/integration/ticket-lists.test.ts',
  'tests/integration/roc-only.test.ts',
  'tests/integration/hubspot/figures.test.ts',
  'tests/integration/hubspot/website.test.ts',
  'tests/integration/connectwise/figures.test.ts',
  'tests/browser/dates.test.ts',
  'tests/browser/keyboard.test.ts',
  'tests/browser/service-desk.test.ts',
  'tests/browser/sales.test.ts',
  'tests/browser/website.test.ts',
]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: '' }, list: { type: 'boolean', default: false } },
})
const chosen = testDates.filter(({ label, now, timeZone }) => `${label} ${now} ${timeZone}`.includes(values.only))
const files = positionals.length > 0 ? positionals : usualTests
const clockFile = fileURLToPath(new URL('../tests/support/machine-clock.mjs', import.meta.url))
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url))

const failed: string[] = []
for (const { label, now, timeZone, machineZone, machineNow } of chosen) {
  const title = `${now} in ${timeZone}: ${label}`
  process.stdout.write(`\n== ${title} (the machine: ${machineNow} in ${machineZone})\n`)
  if (values.list) continue
  const { status } = spawnSync(
    process.execPath,
    [vitest, 'run', '--reporter=default', '--silent=passed-only', ...projects(), ...files],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        TEST_NOW: now,
        TEST_TIME_ZONE: timeZone,
        TEST_CLOCK_AHEAD_MS: String(Date.parse(machineNow) - Date.now()),
        TZ: machineZone,
        NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import=${clockFile}`.trim(),
      },
    },
  )
  if (status !== 0) failed.push(title)
}

if (chosen.length === 0) failed.push(`No date has “${values.only}” in it.`)
process.stdout.write(
  failed.length === 0
    ? `\n${chosen.length} dates passed.\n`
    : `\nFailed:\n${failed.map((title) => `  ${title}\n`).join('')}`,
)
process.exitCode = failed.length === 0 ? 0 : 1

/** The PostgreSQL tests are about storage, and start a server each time. */
function projects(): string[] {
  return ['unit', 'contract', 'integration', 'browser'].flatMap((name) => ['--project', name])
}
