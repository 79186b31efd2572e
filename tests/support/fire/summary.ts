import { listedOf } from './outcome.ts'
import type { FireReport } from './run.ts'

/** The figures of a run, a line each. */
export function summarise(report: FireReport): string[] {
  const { problems, evidence, times, kills, faults, troubles, seconds } = report
  const asked = [...evidence.asked.values()]
  const listed = Object.values(evidence.listed).flat()
  const attempts = listed.flatMap(({ steps }) => steps.filter(({ state }) => state !== 'SKIPPED'))
  const stateOf = (marker: string) => {
    const one = evidence.asked.get(marker)
    return (one && listedOf(one, evidence)?.state) ?? 'not listed'
  }
  const of = (kind: string) => problems.filter((problem) => problem.kind === kind).length
  return [
    `changes     ${asked.length} on ${evidence.lanes.length} tickets: ${counts(listed.map(({ state }) => state))}, ${asked.filter(({ refusals }) => refusals.length > 0).length} refused at once`,
    `planted     ${counts(asked.flatMap(({ planned }) => planned.plant ?? []))}`,
    `cancelled   ${counts([...evidence.cancels].map(([marker]) => `asked, then ${stateOf(marker)}`))}`,
    `foreign     ${evidence.foreign.notes.size} notes and ${evidence.foreign.timeEntries.size} time entries that look like a change’s`,
    `requests    ${asked.reduce((sum, { requests }) => sum + requests, 0)}; instead of an answer: ${words(troubles)}`,
    `kills       ${kills.all}, of them ${kills.underLoad} while changes were asked for`,
    `faults      ${Object.values(faults).reduce((sum, count) => sum + count, 0)}: ${words(faults)}`,
    `attempts    ${counts(attempts.map((step) => `${step.attempts}x`))}`,
    `times       1/${times.scale} of the real ones: time-out ${times.gateway.timeoutMs} ms, stored up to ${times.gateway.lateStoreMs} ms after it, margin ${times.gateway.marginMs} ms`,
    `duration    ${seconds} s`,
    `doubled ${of('doubled')}, lost ${of('lost')}, stray ${of('stray')}, wrong ${of('wrong')}, told wrongly ${of('state')}`,
    ...problems.slice(0, 20).map(({ kind, about, what }) => `  ${kind} ${about}: ${what}`),
  ]
}

function counts(values: readonly string[]): string {
  const found: Record<string, number> = {}
  for (const value of values.toSorted()) found[value] = (found[value] ?? 0) + 1
  return words(found)
}

const words = (found: Readonly<Record<string, number>>) =>
  Object.entries(found)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ') || 'none'
