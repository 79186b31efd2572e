import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { BrowserContext, Locator, Page, Request } from 'playwright-core'
import { fastTimes } from '../integration/changes/change-world.ts'
import { patientTimes } from '../integration/changes/desk.ts'
import type { CompanyState, WireTicket } from '../support/connectwise-state.ts'
import { settled, startPortal, type Portal } from '../support/portal.ts'

let portal: Portal
let page: Page
let person: BrowserContext
let openTickets: WireTicket[]
let before: ReadonlySet<string>
beforeAll(async () => {
  portal = await startPortal({
    tenants: true,
    changes: { ...fastTimes, ...patientTimes },
    // No read ends by a time-out: what is cut off was given up.
    timeouts: { connectwise: 120_000 },
  })
  const signedIn = await portal.signIn({ name: 'Priya Raman', path: '/changes' })
  page = signedIn.page
  person = signedIn.person
  // Each test writes on a ticket of its own.
  const { tickets, notes, timeEntries } = await acme()
  openTickets = tickets.filter(({ closedFlag }) => !closedFlag)
  before = new Set([...notes.map(({ id }) => `note ${id}`), ...timeEntries.map(({ id }) => `time ${id}`)])
})
afterEach(() => portal.world.connectWise.clearFaults())
afterAll(() => portal.close())

async function acme(): Promise<CompanyState> {
  return (await portal.world.connectWise.state())['acme']!
}

/** What has come into ConnectWise for a ticket since the world began. */
async function written({ id }: WireTicket) {
  const { notes, timeEntries, tickets } = await acme()
  return {
    notes: notes.filter((note) => note.ticketId === id && !before.has(`note ${note.id}`)).map(({ text }) => text),
    hours: timeEntries
      .filter((entry) => entry.chargeToId === id && !before.has(`time ${entry.id}`))
      .map(({ actualHours }) => actualHours),
    status: tickets.find((ticket) => ticket.id === id)?.status.name,
  }
}

const freshTicket = (): WireTicket => openTickets.shift()!
const searchBox = () => page.getByRole('searchbox', { name: 'Ticket number or words of its summary' })
const found = () => page.getByRole('list', { name: 'Tickets found' }).getByRole('link')
const history = () => page.getByRole('region', { name: 'Logged on this ticket' })
const steps = () => history().getByRole('list', { name: 'Steps' }).first().getByRole('listitem')
const logButton = () => page.getByRole('button', { name: 'Log the change' })

async function openTicket({ id }: WireTicket): Promise<void> {
  await page.goto(`${portal.url}/changes/acme/${id}`)
  await settled(page)
  await page.getByRole('heading', { name: 'Log a change' }).waitFor()
}

/** Fills the form with a few words and a quarter of an hour. */
async function writeNote(text: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Change type' }).selectOption('Something else (free text)')
  await page.getByRole('textbox', { name: 'Work performed' }).fill(text)
  await page.getByRole('textbox', { name: 'Minutes' }).fill('15')
}

/** Chooses a status that the ticket does not have and that does not close it; says which. */
async function chooseStatus(): Promise<string> {
  const statuses = page.getByRole('combobox', { name: 'New status' })
  const status = (await statuses.locator('option').allInnerTexts()).find((name, at) => at > 0 && !name.includes('('))!
  await statuses.selectOption(status)
  return status
}

const isOperation = (request: Request, name: string) =>
  request.url().endsWith('/graphql') && (request.postData() ?? '').includes(`"operationName":"${name}"`)

/** Types without a pause, however busy the machine is. */
const typeAtOnce = (box: Locator, text: string) =>
  box.evaluate((input, whole) => {
    const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
    for (let length = 1; length <= whole.length; length++) {
      setValue?.call(input, whole.slice(0, length))
      input.dispatchEvent(new Event('input', { bubbles: true }))
    }
  }, text)

describe('searching', () => {
  test('waits for a pause, and keeps to the latest text: earlier questions end here and at ConnectWise', async () => {
    await page.goto(`${portal.url}/changes/acme`)
    await settled(page)
    const ended: string[] = []
    page.on('requestfailed', (request) => {
      if (isOperation(request, 'TicketSearch')) ended.push(request.failure()?.errorText ?? '')
    })
    await portal.world.connectWise.clearRequests()
    await portal.world.connectWise.fault({ match: 'service/tickets', hang: true, times: 1 })
    const asked = async () =>
      (await portal.world.connectWise.requests()).filter(({ path }) => path.includes('service/tickets'))

    await typeAtOnce(searchBox(), 'slow one')
    await expect.poll(async () => (await asked()).length).toBeGreaterThan(0)
    const first = (await asked()).length
    const target = freshTicket()
    await searchBox().fill(String(target.id))
    await found().first().waitFor()

    expect(await found().first().innerText()).toContain(target.summary)
    // Typed slowly, on a busy machine, it can be more than one.
    expect(new Set(ended)).toEqual(new Set(['net::ERR_ABORTED']))
    const calls = await asked()
    expect(first).toBeLessThanOrEqual(2)
    expect(calls.some(({ query }) => /slo[^w]|"sl"/.test(decodeURIComponent(query)))).toBe(false)
    await expect.poll(async () => (await asked())[0]?.ms).not.toBeNull()
    expect((await asked())[0]).toMatchObject({ status: null })
    expect(new URL(page.url()).searchParams.get('search')).toBe(String(target.id))
  })

  test('what is found opens, and a reload finds the same', async () => {
    const target = freshTicket()
    await page.goto(`${portal.url}/changes/acme`)
    await searchBox().fill(target.summary.slice(0, 30))
    await found().first().waitFor()
    const link = page.getByRole('link', { name: `#${target.id}` })
    await link.click()
    const heading = page.getByRole('heading', { name: target.summary, exact: true })
    await heading.waitFor()
    await page.reload()
    await heading.waitFor()

    await expect.poll(() => link.getAttribute('aria-current')).toBe('true')
  })

  test('quotes and conditions in a text are only a text', async () => {
    await searchBox().fill('x" or id>0 or summary="')
    await page.getByText('No ticket has the number or the words').waitFor()

    expect(await found().count()).toBe(0)
  })
})

describe('logging', () => {
  test('a changed DID is a note, its minutes and the status, each seen done', async () => {
    const ticket = freshTicket()
    await openTicket(ticket)
    await page.getByRole('combobox', { name: 'Change type' }).selectOption('DID changed')
    await page.getByRole('textbox', { name: 'DID number' }).fill('+1 555 0142')
    await page.getByRole('textbox', { name: 'Destination: before' }).fill('ext. 204')
    await page.getByRole('textbox', { name: 'Destination: after' }).fill('ring group Sales')
    await page.getByRole('textbox', { name: 'Minutes' }).fill('30')
    const status = await chooseStatus()
    await logButton().click()

    await history().getByText('Synced').waitFor()
    expect(await steps().allInnerTexts()).toEqual(['Note: done', 'Time 30 min: done', 'Status: done'])
    const { notes, hours, status: now } = await written(ticket)
    expect({ hours, now }).toEqual({ hours: [0.5], now: status })
    expect(notes).toHaveLength(1)
    for (const part of ['+1 555 0142', 'ext. 204', 'ring group Sales', 'Priya Raman']) expect(notes[0]).toContain(part)
    expect(await page.getByRole('textbox', { name: 'DID number' }).count()).toBe(0)
  })

  test('what is missing is said at its field, and nothing is sent', async () => {
    const ticket = freshTicket()
    await openTicket(ticket)
    await page.getByRole('combobox', { name: 'Change type' }).selectOption('DID created')
    await page.getByRole('textbox', { name: 'Minutes' }).fill('1441')
    await logButton().click()

    await page.getByText('Enter a DID number.').waitFor()
    await page.getByText('Minutes from 0 to 1440').waitFor()
    expect(await page.getByRole('textbox', { name: 'DID number' }).getAttribute('aria-invalid')).toBe('true')
    expect(await written(ticket)).toMatchObject({ notes: [], hours: [] })
  })

  test('a draft outlives a reload, and is gone once it is logged', async () => {
    const ticket = freshTicket()
    const note = page.getByRole('textbox', { name: 'Work performed' })
    await openTicket(ticket)
    await writeNote('Moved the fax line.')
    await page.reload()
    await note.waitFor()
    expect(await note.inputValue()).toBe('Moved the fax line.')

    await logButton().click()
    await history().getByText('Synced').waitFor()
    await page.reload()
    await history().getByText('Synced').waitFor()
    expect(await note.count()).toBe(0)
    expect(await page.getByRole('textbox', { name: 'Notes (optional)' }).inputValue()).toBe('')
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('change-draft')))).toEqual(
      [],
    )
  })

  test('sent again after the answer was lost, also from a page opened anew, it is one change', async () => {
    const ticket = freshTicket()
    await openTicket(ticket)
    await writeNote('Reset the voicemail.')
    let lost = 0
    await page.route('**/graphql', async (route, request) => {
      if (!isOperation(request, 'LogChange')) return route.fallback()
      // The gateway has carried it out; this browser never hears of it.
      await route.fetch()
      lost += 1
      return route.abort('connectionreset')
    })
    await logButton().click()
    await page.getByText('The gateway cannot be reached').waitFor()
    await page.unroute('**/graphql')
    expect(lost).toBeGreaterThan(0)
    await page.reload()
    await page.getByRole('textbox', { name: 'Work performed' }).waitFor()
    await logButton().click()

    await page.getByRole('textbox', { name: 'Work performed' }).waitFor({ state: 'detached' })
    await history().getByText('Synced').waitFor()
    const { notes, hours } = await written(ticket)
    expect({ notes: notes.length, hours }).toEqual({ notes: 1, hours: [0.25] })
  })
})

describe('what ConnectWise does not take', () => {
  test('is refused with its reason, and goes through once that is mended', async () => {
    const ticket = freshTicket()
    const right = (add: string) =>
      portal.world.connectWise.records('permissions', { company: 'acme', upsert: { id: 'timeEntry', add } })
    await right('None')
    await openTicket(ticket)
    await writeNote('Added a hunt group.')
    await chooseStatus()
    await logButton().click()

    await history().getByText('Failed', { exact: true }).waitFor()
    const [note, time, status] = await steps().allInnerTexts()
    expect([note, status]).toEqual(['Note: done', 'Status: waiting'])
    expect(time).toMatch(/^Time 15 min: failed\s*\S.{10,}/)
    await right('All')
    await page.getByRole('button', { name: 'Try again' }).click()

    await history().getByText('Synced').waitFor()
    expect(await written(ticket)).toMatchObject({ notes: [expect.any(String)], hours: [0.25] })
  })

  test('is not even taken when its ticket is gone since the page was opened; what was typed stays', async () => {
    const ticket = freshTicket()
    await openTicket(ticket)
    await writeNote('This is never sent.')
    await portal.world.connectWise.records('tickets', { company: 'acme', delete: ticket.id })
    await logButton().click()
    const told = page.getByRole('alert', { name: 'Please fix' })
    await told.getByText(/no ticket/i).waitFor()

    expect(await page.getByRole('textbox', { name: 'Work performed' }).inputValue()).toBe('This is never sent.')
    expect(await history().getByRole('listitem').count()).toBe(0)
  })

  test('is pending while ConnectWise is down, and arrives without a reload', async () => {
    const ticket = freshTicket()
    await openTicket(ticket)
    await writeNote('Changed the greeting.')
    await portal.world.connectWise.fault({ match: '.', status: 503, times: -1 })
    await logButton().click()
    await history().getByText('Pending', { exact: true }).waitFor()
    expect(await written(ticket)).toMatchObject({ notes: [], hours: [] })
    await portal.world.connectWise.clearFaults()

    await history().getByText('Synced').waitFor()
    expect(await written(ticket)).toMatchObject({ notes: [expect.any(String)], hours: [0.25] })
  })
})

describe('who may', () => {
  const tenants = (on: Page) => on.getByRole('combobox', { name: 'Tenant' })

  test('an operator of all tenants chooses among them, and is told where ConnectWise is off', async () => {
    await page.goto(`${portal.url}/changes`)
    await tenants(page).waitFor()
    expect(await tenants(page).locator('option').allInnerTexts()).toEqual([
      'Acme Telecom',
      'Globex Communications',
      'Initech Voice Services',
    ])
    await portal.world.connectWise.clearRequests()
    await tenants(page).selectOption('Initech Voice Services')
    await page.getByRole('heading', { name: 'ConnectWise is switched off for Initech Voice Services' }).waitFor()

    expect(await searchBox().count()).toBe(0)
    expect(await portal.world.connectWise.requests()).toEqual([])
  })

  test('an operator of acme sees acme alone', async () => {
    const { page: tomas, person: his } = await portal.signIn({ name: 'Tomás Núñez', path: '/changes' })
    await tenants(tomas).waitFor()
    expect(await tenants(tomas).locator('option').allInnerTexts()).toEqual(['Acme Telecom'])
    await portal.world.connectWise.clearRequests()
    await tomas.goto(`${portal.url}/changes/globex`)
    await tomas.getByText('You don’t have access').waitFor()

    expect(await tomas.getByText('Globex').count()).toBe(0)
    expect(await portal.world.connectWise.requests()).toEqual([])
    await his.close()
  })

  test('a viewer is not led there, and is told why when there all the same', async () => {
    const { page: maya, person: her } = await portal.signIn({ name: 'Maya Fernandes' })
    const navigation = maya.getByRole('navigation', { name: 'Pages' })
    expect(await navigation.getByRole('link', { name: 'Service desk' }).count()).toBe(1)
    expect(await navigation.getByRole('link', { name: 'Changes' }).count()).toBe(0)
    await maya.goto(`${portal.url}/changes`)
    await maya.getByText('There is no tenant you may work for.').waitFor()
    await maya.goto(`${portal.url}/changes/acme`)
    await maya.getByText('You don’t have access').waitFor()
    await her.close()
  })

  test('the next user of the machine does not find the draft', async () => {
    const ticket = freshTicket()
    await openTicket(ticket)
    await writeNote('Not for other eyes.')
    await page.getByRole('button', { name: /Your account/ }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(/sign-in/)
    await page.goto(`${portal.url}/changes/acme/${ticket.id}`)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: 'Tomás Núñez' }).click()
    await page.getByRole('heading', { name: 'Log a change' }).waitFor()

    expect(await page.getByText('Not for other eyes.').count()).toBe(0)
    await person.close()
  })
})
