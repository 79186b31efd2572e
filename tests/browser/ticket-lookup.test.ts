import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import type { AutotaskState, WireTicket } from '../support/oracle/state.ts'
import { listedTickets, openTicketTitle, settled, startPortal, type Portal } from '../support/portal.ts'

let portal: Portal
let page: Page
let state: AutotaskState
let board: WireTicket[]

const now = '2026-11-12T15:00:00Z'

beforeAll(async () => {
  portal = await startPortal({ now })
  page = (await portal.signIn()).page
  state = await portal.world.state()
  board = state.Tickets.filter(({ queueID }) => queueID === state.rocQueueID)
})
afterAll(() => portal.close())

async function open(path: string): Promise<void> {
  await page.goto(`${portal.url}${path}`)
  await settled(page)
}

const isOpen = ({ completedDate }: WireTicket) => completedDate === null
const isOverdue = (ticket: WireTicket) =>
  isOpen(ticket) && ticket.dueDateTime !== null && Date.parse(ticket.dueDateTime) < Date.parse(now)
const searchField = () => page.getByRole('searchbox', { name: 'Find tickets by number or title, whenever created' })
const oldest = () => board.toSorted((a, b) => Date.parse(a.createDate) - Date.parse(b.createDate))[0]!

test.each<[string, (ticket: WireTicket) => boolean]>([
  ['Open now', isOpen],
  ['Overdue', isOverdue],
  ['Unassigned', (ticket) => isOpen(ticket) && ticket.assignedResourceID === null],
])('“%s” counts the whole board whatever the range, and leads to exactly its tickets', async (label, isWanted) => {
  const expected = board.filter(isWanted).length
  for (const range of ['today', 'last-30-days']) {
    await open(`/service-desk?range=${range}`)
    const tile = page.getByRole('region', { name: 'Right now' }).getByRole('link', { name: new RegExp(`^${label}`) })
    expect((await tile.innerText()).split('\n')[1]).toBe(String(expected))
    await tile.click()
    await settled(page)
    expect(await listedTickets(page)).toBe(expected)
  }
})

test('a ticket created before the chosen days is found by its number, and Enter opens it', async () => {
  const { ticketNumber, title } = oldest()
  await open('/service-desk?range=last-7-days')
  await searchField().fill(ticketNumber.toLowerCase())
  await page.getByText(`All tickets with “${ticketNumber.toLowerCase()}” in the number or title`).waitFor()
  await settled(page)
  expect(await listedTickets(page)).toBe(1)

  await searchField().press('Enter')
  expect(await openTicketTitle(page)).toBe(title)
})

test('Enter opens the ticket of a whole number before the search has come back, and closing it leads to the search', async () => {
  const { ticketNumber, title } = oldest()
  await open('/service-desk?range=last-7-days')
  await searchField().fill(ticketNumber)
  await searchField().press('Enter')
  expect(await openTicketTitle(page)).toBe(title)

  await page.getByRole('dialog').getByRole('button', { name: 'Close the ticket' }).click()
  await settled(page)
  expect(await searchField().inputValue()).toBe(ticketNumber)
  expect(await listedTickets(page)).toBe(1)
})

test('an address with the number of a ticket opens it', async () => {
  const { ticketNumber, title } = oldest()
  await open(`/service-desk/tickets/${ticketNumber}`)
  expect(await openTicketTitle(page)).toBe(title)
})

test('an address with a number that no ticket has says so', async () => {
  await open('/service-desk/tickets/T20991231.0001')
  expect(await openTicketTitle(page)).toBe('There is no such ticket')
  expect(await page.getByRole('dialog').innerText()).toContain('The ROC board has no ticket T20991231.0001.')
})

test('a search goes through titles of all ages, by the filters in force, and can be cleared', async () => {
  const word = (oldest().title ?? '')
    .split(' ')
    .toSorted((a, b) => b.length - a.length)[0]!
    .toLowerCase()
  const found = board.filter(({ title }) => (title ?? '').toLowerCase().includes(word))
  await open('/service-desk?range=today')
  await searchField().fill(word)
  await page.getByRole('link', { name: 'Clear the search' }).waitFor()
  await settled(page)
  expect(await listedTickets(page)).toBe(found.length)
  expect(await page.getByRole('region', { name: 'Right now' }).count()).toBe(0)

  await page.getByRole('link', { name: 'Clear the search' }).click()
  await page.getByRole('region', { name: 'Right now' }).waitFor()
  expect(await searchField().inputValue()).toBe('')
  // The link is gone; where its list begins one goes on.
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('tickets')
})

test.each([
  ['/service-desk?search=ab', 'ab'],
  ['/service-desk?search=phone%20', 'phone '],
  ['/sales?search=a', 'a'],
  ['/sales?search=%20a', ' a'],
])('the search of the address %s is in the field of a whole page', async (path, text) => {
  await open(path)
  expect(await page.getByRole('searchbox').inputValue()).toBe(text)
})

/** What finds a ticket alone and is no whole number. */
function uniquePart({ ticketNumber }: WireTicket): string {
  const part = ticketNumber.slice(2)
  expect(board.filter((ticket) => ticket.ticketNumber.includes(part))).toHaveLength(1)
  return part
}

test('Enter before the answer is there opens what is found, and not what the search before has found', async () => {
  const [first, second] = board.filter(({ ticketNumber }) => /^T\d/.test(ticketNumber))
  await open(`/service-desk?search=${uniquePart(first!)}`)
  const { promise, resolve: release } = Promise.withResolvers<void>()
  await page.route('**/graphql', async (route) => {
    await promise
    // A question that another has taken the place of is given up meanwhile.
    await route.continue().catch(() => {})
  })
  await searchField().fill(uniquePart(second!))
  await page.getByText('Updating…').first().waitFor()
  await searchField().press('Enter')
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(new URL(page.url()).pathname).toBe('/service-desk')

  release()
  await page.waitForURL(/\/service-desk\/tickets\//)
  expect(await openTicketTitle(page)).toBe(second!.title)
  await page.unrouteAll({ behavior: 'wait' })
})

test('what is typed takes nothing back that is clicked right after it', async () => {
  await open('/service-desk')
  await searchField().evaluate((field) => {
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!
    set!.call(field, 'phone')
    field.dispatchEvent(new Event('input', { bubbles: true }))
    const links = [...document.querySelectorAll<HTMLAnchorElement>('main a[href*="show=overdue"]')]
    links[0]!.click()
  })
  await page.waitForURL(/show=overdue/)
  // Begun after the rest that typing waits for, so it ends after that.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)))
  expect(new URL(page.url()).searchParams.get('search')).toBe(null)
  expect(await searchField().inputValue()).toBe('')
})

test('a list of what is open or overdue now comes without the figures and charts of the days', async () => {
  await open('/service-desk?show=overdue')
  expect(await page.getByRole('region', { name: 'Right now' }).count()).toBe(1)
  expect(await page.getByRole('region', { name: 'Figures' }).count()).toBe(0)
})

test('one or two characters ask for more, and nothing of Autotask', async () => {
  await open('/service-desk?range=last-7-days')
  await portal.world.clearRequests()
  await searchField().fill('vp')
  await page.getByText('Enter at least 3 characters').waitFor()
  await page.getByRole('region', { name: 'Right now' }).waitFor()
  expect(await portal.world.requests()).toEqual([])
})
