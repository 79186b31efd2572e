import type { Page } from 'playwright-core'
import { atMost, median, type Bar } from '../bars.ts'
import { rest, steps } from './interaction-steps.ts'
import { describeSpread } from './spread.ts'

const rounds = 5

/** How much slower than this machine's the processor is, and the longest wait allowed on it. */
const processors = [
  { slowdown: 1, mostMs: 100 },
  { slowdown: 4, mostMs: 200 },
] as const

/** One interaction: from the key or the button to the next frame on the screen. */
interface Interaction {
  readonly at: number
  readonly ms: number
}

/**
 * Interaction to next paint over the scripted steps, as web-vitals has it: the longest interaction of a visit, with one
 * in fifty left out. The median of several visits, each also on a processor made four times slower.
 *
 * @param page that of a person on the service desk
 */
export async function measureInteractions(page: Page): Promise<Bar[]> {
  const bars: Bar[] = []
  for (const { slowdown, mostMs } of processors) {
    const visits: number[] = []
    const slowest = new Map<string, number>()
    for (let round = 0; round < rounds; round++) {
      const visit = await playSteps(page, slowdown)
      visits.push(visit.latencyMs)
      for (const [name, ms] of visit.slowest) slowest.set(name, Math.max(ms, slowest.get(name) ?? 0))
    }
    const processor = slowdown === 1 ? '' : `, processor ${slowdown} x slower`
    console.log(`  interactions${processor || '             '} ${describeSpread(visits)}`)
    for (const [name, ms] of [...slowest].toSorted((a, b) => b[1] - a[1]).slice(0, 5)) {
      console.log(`    ${name.padEnd(30)} at most ${Math.round(ms)} ms`)
    }
    bars.push(atMost(`interaction to next paint, p98${processor}`, median(visits), mostMs, ' ms'))
  }
  return bars
}

interface Visit {
  readonly latencyMs: number
  /** The longest interaction by the name of its step. */
  readonly slowest: ReadonlyMap<string, number>
}

async function playSteps(page: Page, slowdown: number): Promise<Visit> {
  // What the page has in its cache from the last visit would make this one quicker.
  await page.reload()
  await rest(page)
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  const log = await page.evaluateHandle(recordInteractions)
  const begun: { name: string; at: number }[] = []
  for (const { name, act } of steps) {
    begun.push({ name, at: await page.evaluate(() => performance.now()) })
    await act(page)
    await rest(page)
  }
  const { count, interactions } = await log.evaluate((log) => log.read())
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await devTools.detach()
  const slowest = new Map<string, number>()
  for (const { at, ms } of interactions) {
    const name = begun.findLast((step) => step.at <= at)?.name ?? ''
    slowest.set(name, Math.max(ms, slowest.get(name) ?? 0))
  }
  const longest = interactions.map(({ ms }) => ms).toSorted((a, b) => b - a)
  return { latencyMs: longest[Math.min(longest.length - 1, Math.floor(count / 50))] ?? 0, slowest }
}

/** Runs within the page. Interactions shorter than 16 ms are counted, without a time. */
function recordInteractions() {
  const durations = new Map<number, Interaction>()
  const before = performance.interactionCount
  const keep = (entries: PerformanceEntryList) => {
    for (const { interactionId, startTime, duration } of entries as PerformanceEventTiming[]) {
      const known = durations.get(interactionId)?.ms ?? 0
      if (interactionId > 0 && duration > known) durations.set(interactionId, { at: startTime, ms: duration })
    }
  }
  const observer = new PerformanceObserver((list) => keep(list.getEntries()))
  // The types of TypeScript do not know the threshold.
  const everyInteraction: PerformanceObserverInit & { durationThreshold: number } = {
    type: 'event',
    durationThreshold: 16,
  }
  observer.observe(everyInteraction)
  return {
    read() {
      keep(observer.takeRecords())
      return { count: performance.interactionCount - before, interactions: [...durations.values()] }
    },
  }
}
