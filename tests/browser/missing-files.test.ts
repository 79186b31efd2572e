import type { Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPerson } from '../support/browser.ts'
import { openTicketTitle, settled, startPortal, type Portal } from '../support/portal.ts'

let portal: Portal
beforeAll(async () => {
  portal = await startPortal({ scale: 0.1 })
})
afterAll(() => portal.close())

const pages = (page: Page) => page.getByRole('navigation', { name: 'Pages', exact: true })
const words = (page: Page) => page.getByRole('heading', { name: 'This page could not be loaded' })

/** How often the page is loaded from now on. */
function countLoads(page: Page): { count: number } {
  const loads = { count: 0 }
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) loads.count += 1
  })
  return loads
}

/** Long enough for a page that reloads without an end to have done so many times. */
const watch = (page: Page) => page.waitForTimeout(2_500)

const answers: Readonly<Record<string, (route: Route) => Promise<void>>> = {
  'answered 404': (route) => route.fulfill({ status: 404, json: { errors: [] } }),
  'answered 500': (route) => route.fulfill({ status: 500, body: 'fault' }),
  'answered with a page instead': (route) =>
    route.fulfill({ status: 200, contentType: 'text/html', body: '<!doctype html>' }),
  blocked: (route) => route.abort('blockedbyclient'),
}

describe('a page whose file is', () => {
  test.each(Object.entries(answers))('%s loads the portal once more, then says so', async (_name, answer) => {
    const { page, person } = await portal.signIn()
    await page.route(/sales-page.*\.js/, answer)
    const loads = countLoads(page)
    await pages(page).getByRole('link', { name: 'Sales' }).click()
    await words(page).waitFor()
    await watch(page)

    expect(loads.count).toBe(1)
    expect(await pages(page).getByRole('link').count()).toBeGreaterThan(2)
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Try again' }).click()
    await settled(page)
    expect(await words(page).count()).toBe(0)
    await person.close()
  })

  test('styled by a file that is gone is loaded once more, then says so', async () => {
    const { page, person } = await portal.signIn()
    await page.route(/sales-page.*\.css/, (route) => route.fulfill({ status: 404 }))
    const loads = countLoads(page)
    await pages(page).getByRole('link', { name: 'Sales' }).click()
    await words(page).waitFor()
    await watch(page)

    expect(loads.count).toBe(1)
    await person.close()
  })

  test('gone is not loaded for ever where storage is blocked', async () => {
    const { page, person } = await portal.signIn()
    await person.addInitScript(() => {
      for (const name of ['sessionStorage', 'localStorage']) {
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException('Blocked.', 'SecurityError')
          },
        })
      }
    })
    await page.reload()
    await settled(page)
    await page.route(/sales-page.*\.js/, (route) => route.fulfill({ status: 404 }))
    const loads = countLoads(page)
    await pages(page).getByRole('link', { name: 'Sales' }).click()
    await words(page).waitFor()
    await watch(page)

    expect(loads.count).toBe(1)
    await person.close()
  })

  test('gone with two gateways of different versions is loaded once for each version', async () => {
    const { page, person } = await portal.signIn()
    let load = 0
    await page.route(/\/sales$/, async (route) => {
      const response = await route.fetch()
      const html = await response.text()
      load += 1
      await route.fulfill({ response, body: html.replace(/(src="\/assets\/portal[^"]*)/, `$1?version=${load % 2}`) })
    })
    await page.route(/sales-page.*\.js/, (route) => route.fulfill({ status: 404 }))
    const loads = countLoads(page)
    await pages(page).getByRole('link', { name: 'Sales' }).click()
    await words(page).waitFor()
    await watch(page)

    // From the version without a mark to 1, from that to 0, and no further.
    expect(loads.count).toBe(3)
    await person.close()
  })

  test('not to be had offline leaves the portal in place, and comes by itself when one is online again', async () => {
    const { page, person } = await portal.signIn()
    const loads = countLoads(page)
    await person.setOffline(true)
    await pages(page).getByRole('link', { name: 'Website' }).click()
    await words(page).waitFor()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('The gateway still cannot be reached.').waitFor()
    expect(page.url()).toBe(`${portal.url}/website`)
    await pages(page).getByRole('link', { name: 'Service desk' }).click()
    await page.getByRole('heading', { level: 1, name: 'Service desk' }).waitFor()
    await pages(page).getByRole('link', { name: 'Website' }).click()
    await words(page).waitFor()

    await person.setOffline(false)
    await settled(page)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Website')
    expect(loads.count).toBeLessThanOrEqual(1)
    await person.close()
  })
})

test('a ticket whose file is gone costs the panel, and the page stays', async () => {
  const { page, person } = await portal.signIn({ path: '/service-desk?range=last-90-days' })
  await page.route(/ticket-panel.*\.js/, (route) => route.fulfill({ status: 404 }))
  const row = page
    .getByRole('table', { name: /tickets/i })
    .locator('tbody')
    .getByRole('link')
    .first()
  await row.click()
  const dialog = page.getByRole('dialog', { name: 'Ticket' })
  await dialog.getByRole('heading', { name: 'This ticket could not be loaded' }).waitFor()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await page.waitForURL((url) => url.pathname === '/service-desk')
  await expect.poll(() => page.getByRole('table', { name: /tickets/i }).count()).toBe(1)

  await page.unrouteAll()
  await row.click()
  expect(await openTicketTitle(page)).not.toBe('')
  await person.close()
})

describe('an extra that is blocked costs nothing but itself:', () => {
  test.each([
    ['the chat', /chat-.*\.js/],
    ['what HubSpot loads', /js\.hs-scripts\.com|chat-loader|hs-script/],
    ['the chosen colours', /theme\.js/],
    ['the watch over the first files', /start\.js/],
    ['the settings', /config\.json/],
  ])('%s', async (_name, file) => {
    const { page, person } = await portal.signIn()
    await page.route(file, (route) => route.abort('blockedbyclient'))
    const loads = countLoads(page)
    await page.reload()
    await settled(page)
    await watch(page)

    expect(loads.count).toBe(1)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Service desk')
    expect(await page.getByRole('table', { name: /tickets/i }).count()).toBe(1)
    await person.close()
  })
})

test('a portal whose first file is gone is loaded once more, then says so', async () => {
  const { page, person } = await portal.signIn()
  await page.route(/assets\/portal.*\.js/, (route) => route.fulfill({ status: 404 }))
  const loads = countLoads(page)
  await page.reload()
  await page.getByText('Switchboard could not be loaded.').waitFor()
  await watch(page)
  expect(loads.count).toBe(2)

  await page.unrouteAll()
  await page.getByRole('button', { name: 'Try again' }).click()
  await settled(page)
  await person.close()
})

test('the gateway answers 404 for a file that is not there, never the page', async () => {
  const person = await newPerson(portal.browser)
  for (const path of ['/assets/gone-0123abcd.js', '/assets/gone-0123abcd.css', '/assets/', '/gone.js', '/gone.svg']) {
    const response = await person.request.get(`${portal.url}${path}`, {
      headers: { accept: 'text/html,*/*' },
      maxRedirects: 0,
    })
    const type = response.headers()['content-type']
    expect({ path, status: response.status(), type }).toEqual({
      path,
      status: 404,
      type: 'application/json; charset=utf-8',
    })
  }
  await person.close()
})
