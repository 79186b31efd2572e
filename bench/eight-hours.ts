import { runWorkingDay, type WorkingDayOutcome } from '../tests/support/working-day/run-working-day.ts'
import { startWorld } from '../tests/support/world.ts'
import { atMost, printBars, quantile } from './bars.ts'

const setting = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise)

/** Scales of the simulator: 1 has about 1,200 tickets a year. */
const scales = process.env['EIGHT_HOURS_SCALES']?.split(',').map(Number) ?? [1, 10]

/**
 * Fifty people through eight hours of simulated time, at 1,200 and 12,000 tickets a year: each goes through eight ranges
 * with five filters, and opens a ticket every other minute, while records change. Counted are the calls that Autotask saw
 * and the age of the figures. EIGHT_HOURS_SCALES (1,10) names other sizes, EIGHT_HOURS_MINUTES (480) another time.
 */
export async function measureEightHours(): Promise<void> {
  await Promise.all(scales.map(measureScale))
}

async function measureScale(scale: number): Promise<void> {
  const minutes = setting('EIGHT_HOURS_MINUTES', 480)
  // Eight in the morning in the portal's time zone.
  const world = await startWorld({ sync: true, scale, latencyMs: 50, now: '2026-03-18T12:00:00Z' })
  try {
    const load = (await world.requests()).length
    const began = performance.now()
    const outcome = await runWorkingDay(world, {
      minutes,
      people: 50,
      pageEveryMinutes: 6,
      ticketEveryMinutes: 2,
      changesPerHour: scale < 5 ? 60 : 240,
      onHour: (hours) =>
        process.stderr.write(
          `    ${scale * 1_200} tickets: ${hours} h, ${Math.round((performance.now() - began) / 1_000)} s\n`,
        ),
    })
    print(`${(scale * 1_200).toLocaleString('en')} tickets a year`, load, minutes, outcome)
  } finally {
    await world.close()
  }
}

function print(name: string, load: number, minutes: number, outcome: WorkingDayOutcome): void {
  const { calls, ages, pages, tickets, changes, stalePages } = outcome
  console.log(`  ${name}: ${pages} pages, ${tickets} tickets opened, ${changes} records changed in ${minutes} minutes`)
  console.log(
    `    initial load: ${load} calls; entities since: ${JSON.stringify(countBy(calls.map(({ entity }) => entity)))}`,
  )
  console.log(
    `    age of figures: median ${quantile(ages, 0.5).toFixed(1)} s, longest ${Math.max(...ages).toFixed(1)} s, ${stalePages} pages marked stale`,
  )
  printBars([
    atMost('Autotask calls in the busiest hour', busiestHour(calls.map(({ at }) => at)), 200),
    atMost('95th percentile of the age of figures', quantile(ages, 0.95), 60, ' s', 1),
  ])
}

function countBy(words: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]))
}

/** The most calls within any 60 minutes. */
function busiestHour(times: readonly number[]): number {
  let first = 0
  return times.reduce((most, time, index) => {
    while ((times[first] ?? time) <= time - 3_600_000) first += 1
    return Math.max(most, index - first + 1)
  }, 0)
}
