import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { settled, startPortal, type Portal } from '../support/portal.ts'

let portal: Portal
beforeAll(async () => {
  portal = await startPortal({ scale: 0.1, timeouts: { autotask: 30_000 } })
})
afterAll(() => portal.close())

const figures = (page: Page) => page.getByRole('region', { name: 'Figures' })
const range = (page: Page) => page.getByRole('combobox', { name: 'Date range' })
const notUpdated = (page: Page) => page.getByText('Not updated. Showing previous data')
const updating = (page: Page) => page.getByText('Updating… Showing previous data')
const opacity = (page: Page) =>
  figures(page).evaluate((element) => {
    let value = 1
    for (let node: Element | null = element; node; node = node.parentElement) {
      value *= Number(getComputedStyle(node).opacity)
    }
    return value
  })

describe('offline', () => {
  test('another range leaves the figures, says that they are the previous ones, and comes by itself when online', async () => {
    const { page, person } = await portal.signIn()
    const before = await figures(page).innerText()
    const subtitle = await page.getByRole('heading', { level: 1 }).locator('+ p').innerText()
    await person.setOffline(true)
    await page.getByText(/You are offline\. What you see stays/).waitFor()
    await range(page).selectOption('Last 90 days')
    await notUpdated(page).waitFor()

    expect(await figures(page).innerText()).toBe(before)
    expect(await page.getByRole('heading', { level: 1 }).locator('+ p').innerText()).toBe(subtitle)
    await expect.poll(() => opacity(page)).toBeLessThan(0.6)
    expect(await page.getByRole('table', { name: /tickets/i }).count()).toBe(1)

    await person.setOffline(false)
    await notUpdated(page).waitFor({ state: 'detached' })
    await settled(page)
    expect(await page.getByRole('alert').count()).toBe(0)
    expect(await page.getByRole('heading', { level: 1 }).locator('+ p').innerText()).not.toBe(subtitle)
    expect(await opacity(page)).toBe(1)
    await person.close()
  })

  test('the deals of another tab stay as the previous ones, and the website too', async () => {
    const { page, person } = await portal.signIn({ path: '/sales' })
    await person.setOffline(true)
    await page.getByRole('link', { name: 'Won', exact: true }).click()
    await notUpdated(page).waitFor()
    expect(await page.getByRole('table', { name: /deals/i }).count()).toBe(1)
    await person.setOffline(false)
    await notUpdated(page).waitFor({ state: 'detached' })

    await page.getByRole('link', { name: 'Website' }).click()
    await settled(page)
    await person.setOffline(true)
    await page.getByRole('combobox', { name: 'Date range' }).selectOption('Last week')
    await notUpdated(page).waitFor()
    await person.setOffline(false)
    await notUpdated(page).waitFor({ state: 'detached' })
    await person.close()
  })
})

const databaseAway = 'The gateway’s database cannot be reached, so this call could not be answered.'
const withoutDatabase = {
  status: 503,
  headers: { 'retry-after': '5' },
  json: { errors: [{ message: databaseAway, extensions: { code: 'INTERNAL_SERVER_ERROR' } }] },
}

test('a gateway whose database is away leaves what is shown, and says so in its own words', async () => {
  const { page, person } = await portal.signIn()
  const before = await figures(page).innerText()
  await page.route('**/graphql', (route) => route.fulfill(withoutDatabase))
  await range(page).selectOption('This week')
  await notUpdated(page).waitFor()

  expect(await figures(page).innerText()).toBe(before)
  expect(await page.getByRole('alert', { name: 'What is missing' }).innerText()).toContain(databaseAway)
  await person.close()
})

test.each([
  ['without a connection', (page: Page) => page.route('**/graphql', (route) => route.abort('connectionrefused'))],
  ['behind a proxy', (page: Page) => page.route('**/graphql', (route) => route.fulfill({ status: 502, body: '' }))],
  ['with its database', (page: Page) => page.route('**/graphql', (route) => route.fulfill(withoutDatabase))],
])('a gateway that is away %s is asked again by itself until it is back', async (_name, takeAway) => {
  const { page, person } = await portal.signIn()
  await takeAway(page)
  await range(page).selectOption('This week')
  await notUpdated(page).waitFor()
  expect(await page.getByRole('alert', { name: 'What is missing' }).count()).toBe(1)

  await page.unrouteAll()
  await notUpdated(page).waitFor({ state: 'detached' })
  expect(await page.getByRole('alert', { name: 'What is missing' }).count()).toBe(0)
  await person.close()
})

describe('with a slow vendor', () => {
  test('the previous figures are dimmed and marked while the next are on their way', async () => {
    const { page, person } = await portal.signIn()
    await portal.world.fault({ match: 'ATServicesRest', delayMs: 4_000, times: -1 })
    await range(page).selectOption('Custom range…')
    await page.getByLabel('First day').fill('2021-02-01')
    await page.getByLabel('Last day').fill('2021-02-20')
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await updating(page).waitFor()
    await expect.poll(() => opacity(page)).toBeLessThan(0.6)

    await portal.world.clearFaults()
    await updating(page).waitFor({ state: 'detached' })
    await settled(page)
    expect(await opacity(page)).toBe(1)
    await person.close()
  })

  test('a first load that takes long says so, can be cancelled, and taken up again', async () => {
    const { page, person } = await portal.signIn()
    await portal.world.fault({ match: 'ATServicesRest', delayMs: 20_000, times: -1 })
    const given = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/graphql'))
    await page.goto(`${portal.url}/service-desk?from=2020-02-01&to=2020-02-20`)
    await page.getByText(/Loading the service desk takes longer than usual/).waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('Loading was cancelled.').waitFor()
    await given
    expect(await page.locator('[aria-busy="true"]').count()).toBe(0)

    await portal.world.clearFaults()
    await page.getByRole('button', { name: 'Load again' }).click()
    await settled(page)
    expect(await figures(page).count()).toBe(1)
    await person.close()
  })
})

test('a session that ends is said once, and the dialog says that nothing typed is lost', async () => {
  const { page, person } = await portal.signIn()
  await person.clearCookies()
  await range(page).selectOption('Last week')
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
  await dialog.waitFor()
  expect(await dialog.getByText('its filters and your input are kept').count()).toBe(1)
  expect(await page.getByText('You are signed out').count()).toBe(0)

  await dialog.getByRole('button', { name: 'Stay on this page' }).click()
  await page.getByText('You are signed out').waitFor()
  await person.close()
})

test.each([
  ['/service-desk', 'Viewer'],
  ['/sales', 'Viewer'],
  ['/website', 'Viewer'],
  ['/changes/acme', 'Operator'],
  ['/admin', 'Administrator'],
  ['/audit', 'Administrator'],
])('a user without a role gets a message on %s, and no empty page', async (path, role) => {
  const { page, person } = await portal.signIn({ name: 'Kenji Watanabe', path })
  await page.getByRole('alert', { name: 'No access' }).waitFor()

  const main = page.getByRole('main')
  expect(await main.getByText('You don’t have access', { exact: true }).count()).toBe(1)
  expect(await main.getByText(`Ask an administrator for the ${role} role.`).count()).toBe(1)
  expect(await main.getByRole('region', { name: /Figures|Filters/ }).count()).toBe(0)
  expect(await main.getByRole('combobox').count()).toBe(0)
  expect(await main.getByRole('table').count()).toBe(0)
  await person.close()
})
