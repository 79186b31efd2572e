import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import { newPerson } from '../support/browser.ts'
import {
  listedTickets,
  openTicketTitle,
  recordOperations,
  settled,
  startPortal,
  type Portal,
} from '../support/portal.ts'

let portal: Portal
let page: Page
let person: BrowserContext
beforeAll(async () => {
  portal = await startPortal()
  const signedIn = await portal.signIn()
  page = signedIn.page
  person = signedIn.person
})
afterAll(() => portal.close())

async function open(path: string): Promise<void> {
  await page.goto(`${portal.url}${path}`)
  await settled(page)
}

/** Every row of the list, page by page: what it shows in each. */
async function allRows(): Promise<string[]> {
  const rows: string[] = []
  for (;;) {
    rows.push(
      ...(await page
        .getByRole('table', { name: /tickets/i })
        .locator('tbody tr')
        .allInnerTexts()),
    )
    const next = page.getByRole('link', { name: 'Next' })
    if ((await next.count()) === 0) return rows
    await next.click()
    await settled(page)
  }
}

describe('the page', () => {
  test('is one operation, sent as a hash', async () => {
    const operations = recordOperations(page)
    await open('/service-desk?range=last-7-days')

    expect(operations).toEqual([{ operationName: 'ServiceDeskPage', hash: expect.stringMatching(/^[\da-f]{64}$/) }])
  })

  test('is one operation with the ticket of a deep link too', async () => {
    const id = (
      await portal.world.data<{ tickets: { nodes: { id: string }[] } }>(
        '{ tickets(first: 1, range: {preset: LAST_30_DAYS}) { nodes { id } } }',
      )
    ).tickets.nodes[0]?.id
    const operations = recordOperations(page)
    await open(`/service-desk/tickets/${id}`)
    expect(await openTicketTitle(page)).not.toBe('')

    expect(operations.map(({ operationName }) => operationName)).toEqual(['ServiceDeskPage'])
  })
})

describe('a mark', () => {
  test('of a status leads to its very rows', async () => {
    await open('/service-desk?range=last-90-days')
    const mark = page.getByRole('region', { name: 'By status' }).getByRole('link').first()
    const [label, count] = (await mark.innerText()).split('\n')
    await mark.click()
    await settled(page)

    const rows = await allRows()
    expect(rows).toHaveLength(Number(count))
    for (const row of rows) expect(row).toContain(label)
  })

  test('of unassigned tickets leads to exactly its rows', async () => {
    await open('/service-desk?range=last-90-days')
    const mark = page.getByRole('region', { name: 'By assignee' }).getByRole('link', { name: /^Unassigned/ })
    const count = Number((await mark.innerText()).split('\n')[1])
    await mark.click()
    await settled(page)

    const rows = await allRows()
    expect(rows).toHaveLength(count)
    for (const row of rows) expect(row).toContain('Unassigned')
  })

  test.each(['By priority', 'By company'])('of %s leads to as many rows as it says', async (region) => {
    await open('/service-desk?range=last-90-days')
    const mark = page.getByRole('region', { name: region }).getByRole('link').first()
    const count = Number((await mark.innerText()).split('\n')[1])
    await mark.click()
    await settled(page)

    expect(await listedTickets(page)).toBe(count)
    expect(await allRows()).toHaveLength(count)
  })

  test('of a figure leads to its very rows', async () => {
    await open('/service-desk?range=last-90-days')
    const card = page.getByRole('region', { name: 'Figures' }).getByRole('link', { name: /^Completed/ })
    const count = Number((await card.innerText()).split('\n')[1])
    await card.click()
    await settled(page)

    expect(await listedTickets(page)).toBe(count)
  })
})

test('a filter is chosen with a few keys, stands in the address and goes with the back button', async () => {
  await open('/service-desk?range=last-90-days')
  const all = await listedTickets(page)
  await page.getByRole('button', { name: 'Priority' }).focus()
  await page.keyboard.press('Enter')
  const choice = page.getByRole('checkbox').first()
  await choice.focus()
  await page.keyboard.press('Space')
  await page.waitForURL(/priority=/)
  await page.keyboard.press('Escape')
  await settled(page)
  await expect.poll(() => listedTickets(page)).toBeLessThan(all)

  await page.goBack()
  await settled(page)
  await expect.poll(() => listedTickets(page)).toBe(all)
})

test('a search finds a ticket by its number', async () => {
  await open('/service-desk?range=last-90-days')
  const number = /T\d{8}\.\d{4}/.exec((await allRows())[0] ?? '')?.[0] ?? ''
  await open('/service-desk?range=last-90-days')
  await page.getByRole('searchbox').fill(number.toLowerCase())
  await page.waitForURL(/search=/)
  await settled(page)

  await expect.poll(() => listedTickets(page)).toBe(1)
  expect((await allRows())[0]).toContain(number)
})

test('a ticket opens over the list with its time entries, and Esc gives the focus back', async () => {
  await open('/service-desk?range=last-90-days')
  const row = page
    .getByRole('table', { name: /tickets/i })
    .locator('tbody tr')
    .first()
    .getByRole('link')
    .first()
  const title = await row.innerText()
  await row.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('heading', { name: title.split('\n')[0] ?? '' }).waitFor()
  expect(page.url()).toContain('/service-desk/tickets/')
  expect(await dialog.innerText()).toMatch(/time entries|hours/i)

  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toMatch(/^ticket-\d+$/)
})

test('a copied link shows a colleague the same after signing in', async () => {
  await open('/service-desk?range=last-90-days')
  await page
    .getByRole('table', { name: /tickets/i })
    .locator('tbody tr')
    .first()
    .getByRole('link')
    .first()
    .click()
  const title = await openTicketTitle(page)
  const link = page.url()

  const colleague = await newPerson(portal.browser)
  const theirs = await colleague.newPage()
  await theirs.goto(link)
  await theirs.getByRole('button', { name: 'Sign in' }).click()
  await theirs.getByRole('button', { name: 'Søren Østergård' }).click()
  await expect.poll(() => openTicketTitle(theirs)).toBe(title)
  expect(theirs.url()).toBe(link)
  await colleague.close()
})

test('a refresh asks Autotask anew and shows what has changed', async () => {
  await open('/service-desk?range=last-90-days')
  const row = page
    .getByRole('table', { name: /tickets/i })
    .locator('tbody tr')
    .first()
  const id = Number((await row.getByRole('link').first().getAttribute('id'))?.replace('ticket-', ''))
  await portal.world.records('Tickets', { upsert: { id, title: 'Renamed in Autotask just now' } })
  await page.getByRole('button', { name: 'Refresh' }).click()

  const renamed = page.getByRole('link', { name: 'Renamed in Autotask just now' })
  await renamed.waitFor()
  expect(await renamed.getAttribute('id')).toBe(`ticket-${id}`)
})

test('an address with unknown words falls back, and says so', async () => {
  await open('/service-desk?range=last-decade&show=everything')

  expect(await page.getByRole('status').allInnerTexts()).toEqual(
    expect.arrayContaining([expect.stringMatching(/range|address/i)]),
  )
})

test('an unknown address says so and leads back', async () => {
  await page.goto(`${portal.url}/no-such-page`)
  await page.getByRole('heading', { level: 1 }).waitFor()

  expect(await page.getByRole('link', { name: /service desk/i }).count()).toBeGreaterThan(0)
  await person.close()
})
