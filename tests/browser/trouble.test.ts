import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { settled, startPortal, type Portal } from '../support/portal.ts'

let portal: Portal
beforeEach(async () => {
  portal = await startPortal()
})
afterEach(() => portal.close())

const down = { match: 'ATServicesRest', status: 503, times: -1 }

describe('with Autotask down', () => {
  test('a page that was warm stays where it is, and says how old it is', async () => {
    const { page } = await portal.signIn()
    const figures = page.getByRole('region', { name: 'Figures' })
    const before = await figures.innerText()
    await portal.world.advanceClock(301_000)
    await portal.world.fault(down)
    await page.reload()
    await settled(page)

    expect(await figures.innerText()).toBe(before)
    // At first a newer answer may still be on its way.
    await page.getByText('Newer data is being loaded').waitFor()
    const place = await figures.boundingBox()
    await page.getByText(/have failed\. Showing data from/).waitFor()
    expect(await figures.boundingBox()).toEqual(place)
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  test('a cold page says what is missing, once, and comes back by itself when asked again', async () => {
    await portal.world.fault(down)
    const { page } = await portal.signIn()
    const alert = page.getByRole('alert', { name: 'What is missing' })
    expect(await alert.innerText()).toContain('VENDOR_UNAVAILABLE')
    expect(await alert.getByText('VENDOR_UNAVAILABLE').count()).toBe(1)
    expect(await page.getByRole('navigation', { name: 'Pages' }).count()).toBe(1)

    await portal.world.clearFaults()
    await alert.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('table', { name: /tickets/i }).waitFor()
    expect(await alert.count()).toBe(0)
  })

  test('one broken part costs that part, and the others stand', async () => {
    await portal.world.fault({ match: 'TimeEntries', status: 503, times: -1 })
    const { page } = await portal.signIn()

    expect(await page.getByRole('alert', { name: 'What is missing' }).innerText()).toContain('VENDOR_UNAVAILABLE')
    expect(
      await page
        .getByRole('table', { name: /tickets/i })
        .locator('tbody tr')
        .count(),
    ).toBeGreaterThan(0)
    expect(
      await page
        .getByRole('region', { name: 'Figures' })
        .getByRole('link', { name: /^Tickets created/ })
        .count(),
    ).toBe(1)
  })
})

test('content that cannot be drawn leaves the title and the controls, and another range draws it again', async () => {
  const { page } = await portal.signIn()
  await page.route('**/graphql', async (route) => {
    const { variables } = route.request().postDataJSON() as { variables: { range?: { preset?: string } } }
    if (variables.range?.preset !== 'LAST_7_DAYS') return route.continue()
    const response = await route.fetch()
    const answer = (await response.json()) as { data: { tickets: { nodes: unknown } } }
    answer.data.tickets.nodes = null
    return route.fulfill({ response, json: answer })
  })
  const range = page.getByRole('combobox', { name: 'Date range' })
  await range.selectOption('Last 7 days')
  await page.getByRole('heading', { level: 2, name: 'This page has crashed' }).waitFor()
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Service desk')
  expect(await page.getByRole('table').count()).toBe(0)

  await range.selectOption('Last 90 days')
  await page.getByRole('table', { name: /tickets/i }).waitFor()
  expect(await page.getByRole('heading', { name: 'This page has crashed' }).count()).toBe(0)
})
