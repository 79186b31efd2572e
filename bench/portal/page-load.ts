import type { Page } from 'playwright-core'
import { settled } from '../../tests/support/portal.ts'
import { atMost, median, type Bar } from '../bars.ts'
import { describeSpread } from './spread.ts'

const rounds = 5

/** When the largest part of the service desk is on the screen after an address is opened, with an empty cache. */
export async function measurePageLoad(page: Page, url: string): Promise<Bar[]> {
  const devTools = await page.context().newCDPSession(page)
  const [paints, shifts]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    await devTools.send('Network.clearBrowserCache')
    await page.goto(`${url}/service-desk`)
    await settled(page)
    const { largestPaintMs, shift } = await page.evaluate(readPaints)
    paints.push(largestPaintMs)
    shifts.push(shift)
  }
  await devTools.detach()
  console.log(`  largest contentful paint ${describeSpread(paints)}`)
  return [
    atMost('largest contentful paint, empty cache', median(paints), 800, ' ms'),
    atMost('cumulative layout shift', median(shifts), 0.01, '', 3),
  ]
}

interface LayoutShift extends PerformanceEntry {
  readonly value: number
  readonly hadRecentInput: boolean
}

/** Runs within the page. */
async function readPaints() {
  let largestPaintMs = 0
  let shift = 0
  const { promise, resolve } = Promise.withResolvers<void>()
  for (const type of ['largest-contentful-paint', 'layout-shift']) {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.entryType === 'layout-shift') {
          const { value, hadRecentInput } = entry as LayoutShift
          if (!hadRecentInput) shift += value
        } else largestPaintMs = Math.max(largestPaintMs, entry.startTime)
      }
    }).observe({ type, buffered: true })
  }
  // What has been recorded is delivered in a task of its own.
  setTimeout(() => resolve(), 300)
  await promise
  return { largestPaintMs, shift }
}
