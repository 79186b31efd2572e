import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTicketTitle, settled, startPortal, type Portal } from '../support/portal.ts'

let portal: Portal
beforeAll(async () => {
  portal = await startPortal({ scale: 0.2 })
})
afterAll(() => portal.close())

const scroll = (page: Page) => page.evaluate(() => Math.round(window.scrollY))
/** Not by `click`, which scrolls to what it clicks on. */
const to = (page: Page, name: string) =>
  page
    .getByRole('navigation', { name: 'Pages', exact: true })
    .getByRole('link', { name })
    .evaluate((link: HTMLElement) => link.click())

async function scrollTo(page: Page, top: number): Promise<void> {
  await page.evaluate((y) => window.scrollTo(0, y), top)
  await expect.poll(() => scroll(page)).toBe(top)
}

test('Back and Forward come to where one was, another page begins at its top', async () => {
  const { page, person } = await portal.signIn({ path: '/service-desk?range=last-90-days' })
  await scrollTo(page, 1_500)
  await to(page, 'Sales')
  await settled(page)
  expect(await scroll(page)).toBe(0)
  await scrollTo(page, 700)
  await to(page, 'Website')
  await settled(page)
  expect(await scroll(page)).toBe(0)

  await page.goBack()
  await expect.poll(() => scroll(page)).toBe(700)
  await page.goBack()
  await expect.poll(() => scroll(page)).toBe(1_500)
  await page.goForward()
  await expect.poll(() => scroll(page)).toBe(700)
  await person.close()
})

test('a reload comes to where one was', async () => {
  const { page, person } = await portal.signIn({ path: '/service-desk?range=last-90-days' })
  await scrollTo(page, 900)
  await page.reload()
  await expect.poll(() => scroll(page)).toBe(900)
  await person.close()
})

test('a tab is named by the ticket that is open in it, and by its page again afterwards', async () => {
  const { page, person } = await portal.signIn({ path: '/service-desk?range=last-90-days' })
  expect(await page.title()).toBe('Service desk – Switchboard')
  const row = page
    .getByRole('table', { name: /tickets/i })
    .locator('tbody')
    .getByRole('link')
    .first()
  const number = (await row.innerText()).split('\n').at(-1)
  await row.click()
  const title = await openTicketTitle(page)
  expect(await page.title()).toBe(`${number} ${title} – Switchboard`)

  await page.getByRole('dialog').getByRole('link', { name: 'Next' }).click()
  // While the next ticket loads, the tab has the name of the page.
  const nextTitle = async () => (await page.title()).replace(`${number} ${title}`, 'the first')
  await expect.poll(nextTitle).toMatch(/^T\d{8}\.\d{4} .+ – Switchboard$/)
  await page.keyboard.press('Escape')
  await expect.poll(() => page.title()).toBe('Service desk – Switchboard')
  await person.close()
})
