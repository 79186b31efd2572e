import type { Locator, Page } from 'playwright-core'
import { recordOperations, settled } from '../../tests/support/portal.ts'
import { atMost, median, type Bar } from '../bars.ts'
import { describeSpread } from './spread.ts'

const rounds = 5
const mostMs = 100

/** How the vendors are at this very moment: asked at every visit of the administration, whatever was known before. */
const neverFresh = { operation: 'AdminVendors', busy: '[aria-labelledby="vendors"]' }

/**
 * From the click on each page's link to its painted heading, with everything in the cache of the browser, and what the
 * portal asks of the gateway on the way.
 *
 * @param page that of an administrator, who may see every page
 */
export async function measureRouteChanges(page: Page): Promise<Bar[]> {
  const [, ...others] = (await pageLinks(page).all()).keys()
  // The first page is shown already, and is the last of each round.
  const order = [...others, 0]
  // The first time each page is loaded, and asks.
  for (const index of order) await openPage(page, index)
  const operations = recordOperations(page)
  const changes: (RouteChange & { index: number })[] = []
  for (let round = 0; round < rounds; round++) {
    for (const index of order) changes.push({ index, ...(await openPage(page, index)) })
  }
  const asked = operations.map(({ operationName }) => operationName).filter((name) => name !== neverFresh.operation)
  if (asked.length > 0) console.log(`  asked on the way         ${asked.join(', ')}`)
  const medians: number[] = []
  for (const index of order) {
    const times = changes.filter((change) => change.index === index).map(({ ms }) => ms)
    const name = await pageLinks(page).nth(index).innerText()
    console.log(`  route to ${name.padEnd(15)} ${describeSpread(times)}`)
    medians.push(median(times))
  }
  return [
    atMost('route change to the painted heading, slowest page', Math.max(...medians), mostMs, ' ms'),
    atMost('requests of route changes while all is fresh', asked.length, 0),
    atMost('route changes that first show a placeholder', changes.filter(({ isWhole }) => !isWhole).length, 0),
  ]
}

const pageLinks = (page: Page): Locator =>
  page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link')

interface RouteChange {
  readonly ms: number
  /** Whether nothing of the page was still loading when the heading was painted. */
  readonly isWhole: boolean
}

async function openPage(page: Page, index: number): Promise<RouteChange> {
  const change = await page.evaluateHandle(
    (neverFresh) => ({
      seen: new Promise<RouteChange>((resolve) => {
        const before = document.querySelector('h1')?.textContent
        let clicked = Number.NaN
        addEventListener('click', ({ timeStamp }) => (clicked = timeStamp), { capture: true, once: true })
        const observer = new MutationObserver(() => {
          const heading = document.querySelector('h1')?.textContent
          if (!heading || heading === before) return
          observer.disconnect()
          const isWhole = document.querySelector(`[aria-busy="true"]:not(${neverFresh})`) === null
          window.benchWatch.afterPaint((at) => resolve({ ms: at - clicked, isWhole }))
        })
        observer.observe(document, { childList: true, subtree: true, characterData: true })
      }),
    }),
    neverFresh.busy,
  )
  await pageLinks(page).nth(index).click()
  const seen = await change.evaluate(({ seen }) => seen)
  await settled(page)
  return seen
}
