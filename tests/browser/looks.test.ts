import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { appearances, axeViolations, keepScreenshot, newPerson } from '../support/browser.ts'
import { holdGraph, openTicketTitle, settled, startPortal, type Portal } from '../support/portal.ts'

let portal: Portal
beforeAll(async () => {
  portal = await startPortal({ timeouts: { hubspot: 60_000 } })
})
afterAll(() => portal.close())

interface State {
  name: string
  path: string
  /** What to do once the page stands. */
  action?: (page: Page) => Promise<unknown>
}

const states: State[] = [
  { name: 'desk', path: '/service-desk?range=last-90-days' },
  { name: 'filtered', path: '/service-desk?range=last-90-days&status=5&show=resolved' },
  { name: 'empty', path: '/service-desk?from=2019-01-01&to=2019-01-31' },
  { name: 'nothing-matches', path: '/service-desk?search=no-ticket-is-called-this' },
  {
    name: 'ticket',
    path: '/service-desk?range=last-90-days',
    action: async (page) => {
      await page
        .getByRole('table', { name: /tickets/i })
        .locator('tbody tr')
        .first()
        .getByRole('link')
        .first()
        .click()
      await openTicketTitle(page)
    },
  },
  {
    name: 'filter-menu',
    path: '/service-desk?range=last-90-days',
    action: (page) => page.getByRole('button', { name: 'Company' }).click(),
  },
  {
    name: 'account-menu',
    path: '/service-desk?range=last-90-days',
    action: (page) => page.getByRole('button', { name: /Your account/ }).click(),
  },
  { name: 'sales', path: '/sales' },
  { name: 'sales-narrowed', path: '/sales?pipeline=default&state=open&rows=100&sort=-amount' },
  { name: 'sales-nothing-matches', path: '/sales?search=no-deal-is-called-this' },
  {
    name: 'sales-filter-menu',
    path: '/sales',
    action: (page) => page.getByRole('button', { name: 'Stage' }).click(),
  },
  { name: 'website', path: '/website?range=last-90-days&sort=-rate' },
  { name: 'website-empty', path: '/website?from=2019-01-01&to=2019-01-31' },
  { name: 'unknown-page', path: '/no-such-page' },
]

let year = 2010
const nextYear = () => year++

/** Nothing sticks out: a page that scrolls sideways is cut off. */
async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

describe.each(appearances)('in $scheme on a $device', ({ scheme, device, width }) => {
  test('every state of the page is accessible and fits', async () => {
    const { page, person } = await portal.signIn({ person: { scheme, width } })
    for (const { name, path, action } of states) {
      await page.goto(`${portal.url}${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      if (name !== 'unknown-page') await settled(page)
      await action?.(page)
      await keepScreenshot(page, `${name}-${device}-${scheme}`)
      expect({ name, violations: await axeViolations(page), overflow: await overflow(page) }).toEqual({
        name,
        violations: [],
        overflow: 0,
      })
    }
    await person.close()
  })

  test('the sign-in page is accessible and fits', async () => {
    const person = await newPerson(portal.browser, { scheme, width })
    const page = await person.newPage()
    for (const path of ['/sign-in', '/sign-in?error=expired']) {
      await page.goto(`${portal.url}${path}`)
      await page.getByRole('button', { name: 'Sign in' }).waitFor()
      await keepScreenshot(page, `sign-in${path.includes('error') ? '-expired' : ''}-${device}-${scheme}`)
      expect({ violations: await axeViolations(page), overflow: await overflow(page) }).toEqual({
        violations: [],
        overflow: 0,
      })
    }
    await person.close()
  })

  test('the page in trouble is accessible and fits', async () => {
    const { page, person } = await portal.signIn({ person: { scheme, width } })
    const found: Record<string, { violations: string[]; overflow: number }> = {}
    const look = async (name: string) => {
      await keepScreenshot(page, `${name}-${device}-${scheme}`)
      found[name] = { violations: await axeViolations(page), overflow: await overflow(page) }
    }
    const missing = page.getByRole('alert', { name: 'What is missing' })

    // Days that no other round has asked for, so that nothing is known of them.
    const year = nextYear()
    const release = await holdGraph(page)
    await page.goto(`${portal.url}/service-desk?from=${year}-01-01&to=${year}-01-31`)
    await page.getByText('Loading the service desk').waitFor({ state: 'attached' })
    await look('loading')
    await release()
    await settled(page)

    await portal.world.fault({ match: 'ATServicesRest', status: 503, times: -1 })
    await page.goto(`${portal.url}/service-desk?from=${year}-03-01&to=${year}-03-31`)
    await missing.waitFor()
    await look('trouble')
    await portal.world.clearFaults()

    await page.goto(`${portal.url}/service-desk?range=last-90-days`)
    await settled(page)
    await portal.world.advanceClock(301_000)
    await portal.world.fault({ match: 'ATServicesRest', status: 503, times: -1 })
    await page.reload()
    await page.getByText(/have failed\. Showing data from/).waitFor()
    await look('stale')
    await portal.world.clearFaults()

    // At once, and for longer than old hours may be shown: the page asks again by itself.
    await portal.world.fault({ match: 'TimeEntries', status: 403, times: -1 })
    await portal.world.advanceClock(901_000)
    await page.reload()
    await missing.waitFor()
    await look('partial')
    await portal.world.clearFaults()

    await portal.world.advanceClock(901_000)
    await portal.world.hubspot.fault({ match: 'objects/deals', delayMs: 15_000, times: -1 })
    await page.goto(`${portal.url}/sales`)
    await page.getByRole('button', { name: 'Refresh' }).click()
    await page.getByRole('progressbar').waitFor()
    await look('sales-reading')
    await portal.world.hubspot.clearFaults()
    await settled(page)

    await portal.world.advanceClock(901_000)
    await portal.world.hubspot.fault({ match: 'contacts', status: 403, times: -1 })
    await portal.world.fault({ match: 'ATServicesRest', status: 503, times: -1 })
    await page.goto(`${portal.url}/sales?activity-from=${year}-05-01&activity-to=${year}-05-31`)
    await missing.waitFor()
    await settled(page)
    await look('sales-trouble')
    await portal.world.hubspot.clearFaults()
    await portal.world.hubspot.fault({ match: 'analytics', status: 403, times: -1 })
    await page.goto(`${portal.url}/website?from=${year}-05-01&to=${year}-05-31`)
    await missing.waitFor()
    await look('website-trouble')
    await portal.world.hubspot.clearFaults()
    await portal.world.clearFaults()

    await page.goto(`${portal.url}/service-desk?range=last-90-days`)
    await settled(page)
    await person.clearCookies()
    // The chat may ask before the link does, and the words then stand over it.
    await page
      .getByRole('link', { name: /^Still open/ })
      .first()
      .dispatchEvent('click')
    await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor()
    await look('session-ended')

    const fine = { violations: [], overflow: 0 }
    expect(found).toEqual({
      loading: fine,
      trouble: fine,
      stale: fine,
      partial: fine,
      'sales-reading': fine,
      'sales-trouble': fine,
      'website-trouble': fine,
      'session-ended': fine,
    })
    await person.close()
  })
})
