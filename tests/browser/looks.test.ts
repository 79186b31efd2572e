import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { axeViolations, keepScreenshot, newPerson, schemes, widths } from '../support/browser.ts'
import { openTicketTitle, settled, startPortal, type Portal } from '../support/portal.ts'

let portal: Portal
beforeAll(async () => {
  portal = await startPortal({ timeouts: { autotask: 3_000 } })
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
  { name: 'unknown-page', path: '/no-such-page' },
]

/** Nothing sticks out: a page that scrolls sideways is cut off for whoever reads it. */
async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

describe.each(schemes)('in %s', (scheme) => {
  describe.each(Object.entries(widths))('on a %s', (device, width) => {
    test('every state of the page can be read by everybody and fits', async () => {
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

    test('the sign-in page can be read by everybody and fits', async () => {
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

    test('the page in trouble can be read by everybody and fits', async () => {
      const { page, person } = await portal.signIn({ person: { scheme, width } })
      await portal.world.fault({ match: 'ATServicesRest', status: 503, times: -1 })
      await page.goto(`${portal.url}/service-desk?from=2018-01-01&to=2018-01-31`)
      await page.getByRole('alert', { name: 'What is missing' }).waitFor()
      await keepScreenshot(page, `trouble-${device}-${scheme}`)
      const violations = await axeViolations(page)
      await portal.world.clearFaults()
      expect({ violations, overflow: await overflow(page) }).toEqual({ violations: [], overflow: 0 })
      await person.close()
    })
  })
})
