import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeViolations, keepScreenshot } from '../support/browser.ts'
import { openTicketTitle, settled, startPortal, type Portal } from '../support/portal.ts'
import { rewriteAnswers } from './rewrite-answers.ts'

let portal: Portal
let ticketId: number
beforeAll(async () => {
  portal = await startPortal({ scale: 0.1, tenants: true })
  ticketId = (await portal.world.connectWise.state())['acme']!.tickets[0]!.id
})
afterAll(() => portal.close())

/** In the order of one tour of a user who may see everything. */
const paths = () => [
  '/service-desk?range=last-90-days&company=1&status=1&search=the',
  '/service-desk?range=last-90-days',
  '/sales',
  '/website',
  '/changes/acme',
  `/changes/acme/${ticketId}`,
  '/changes/acme?search=phone',
  '/admin',
  '/audit',
]

/** What sticks out of the page, and boxes that scroll sideways though their place is not narrow. */
const sticksOut = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth > clientWidth ? [`page: ${scrollWidth} of ${clientWidth}`] : []
  })

/** Columns that were pushed out of their table. */
const hiddenColumns = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('main table[role="table"]')]
      .map((table) => table.parentElement)
      .filter((frame) => frame !== null && frame.scrollWidth > frame.clientWidth + 1)
      .map((frame) => `${frame?.scrollWidth} of ${frame?.clientWidth}`),
  )

/** Counts and buttons of an open menu that are cut off. */
const cutOff = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('[popover] .number, [popover] button')]
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth)
      .map((element) => element.textContent),
  )

describe.each([1440, 390, 320])('at %i px', (width) => {
  test('names of 160 letters widen nothing and hide nothing', { timeout: 240_000 }, async () => {
    const { page, person } = await portal.signIn({ name: 'Helen Marsh', path: '/service-desk', person: { width } })
    await rewriteAnswers(page, (text, key) =>
      key === 'email'
        ? `${'m'.repeat(80)}@${'e'.repeat(70)}.example`
        : `${text.replaceAll(/\s/g, '')}${'Wx'.repeat(80)}`.slice(0, 160),
    )
    const found: Record<string, string[]> = {}
    const look = async (name: string) => {
      await keepScreenshot(page, `long-${name}-${width}`)
      found[name] = [
        ...(await sticksOut(page)),
        ...(width === 1440 ? await hiddenColumns(page) : []),
        ...(await cutOff(page)),
        // What a table loses by a long name shows where it is narrowest.
        ...(width === 320 ? await axeViolations(page) : []),
      ]
    }
    for (const [index, path] of paths().entries()) {
      await page.goto(`${portal.url}${path}`)
      await settled(page)
      if (path.includes('search=phone')) await page.getByRole('list', { name: 'Tickets found' }).waitFor()
      await look(`${index}${path.split('?')[0]!.replaceAll('/', '-')}`)
    }
    await page.goto(`${portal.url}/service-desk?range=last-90-days`)
    await settled(page)
    await page.getByRole('button', { name: 'Company' }).click()
    await page.getByRole('checkbox').first().waitFor()
    await look('menu')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /Your account/ }).click()
    await look('account')
    await page.keyboard.press('Escape')
    await page
      .getByRole('table', { name: /tickets/i })
      .locator('tbody')
      .getByRole('link')
      .first()
      .click()
    await openTicketTitle(page)
    await look('ticket')

    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])))
    await person.close()
  })
})

test('a name that is cut short is whole in its title', async () => {
  const { page, person } = await portal.signIn()
  await rewriteAnswers(page, (text) => `${text} ${'Wx'.repeat(80)}`)
  await page.reload()
  await settled(page)
  const row = page
    .getByRole('table', { name: /tickets/i })
    .locator('tbody tr')
    .first()
  const cut = await row.evaluate((element) =>
    [...element.querySelectorAll('*')]
      .filter(
        ({ scrollHeight, clientHeight, scrollWidth, clientWidth }) =>
          scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1,
      )
      .filter((node) => getComputedStyle(node).overflow === 'hidden' && !node.classList.contains('visually-hidden'))
      .map((node) => [node.textContent, node.closest('[title]')?.getAttribute('title')]),
  )
  expect(cut.length).toBeGreaterThanOrEqual(2)
  for (const [text, title] of cut) expect(title).toBe(text)
  await person.close()
})

test('blank names have words in every place', { timeout: 120_000 }, async () => {
  const { page, person } = await portal.signIn({ name: 'Helen Marsh', path: '/service-desk?range=last-90-days' })
  await rewriteAnswers(page, (text, key) => (key === 'email' || key === 'phone' ? text : ' \u200b\u00a0'))
  const blank: Record<string, string[]> = {}
  for (const path of paths().slice(1)) {
    await page.goto(`${portal.url}${path}`)
    await settled(page)
    if (path.includes('search=phone')) await page.getByRole('list', { name: 'Tickets found' }).waitFor()
    blank[path] = await page.evaluate(() =>
      [...document.querySelectorAll('main :is(h1, h2, h3, a, button, th, select option), header a, header button')]
        .filter((element) => element.getClientRects().length > 0 || element.matches('select option'))
        .filter(
          (element) => !/[^\s\u200b\u00a0]/.test(`${element.textContent}${element.getAttribute('aria-label') ?? ''}`),
        )
        .map((element) => element.outerHTML.slice(0, 160)),
    )
  }
  expect(blank).toEqual(Object.fromEntries(Object.keys(blank).map((path) => [path, []])))

  await page.goto(`${portal.url}/service-desk?range=last-90-days`)
  await settled(page)
  await page
    .getByRole('table', { name: /tickets/i })
    .locator('tbody')
    .getByRole('link')
    .first()
    .click()
  expect(await openTicketTitle(page)).toBe('(no title)')
  await person.close()
})
