import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { BrowserContext, Page, Request } from 'playwright-core'
import { fastTimes } from '../integration/changes/change-world.ts'
import type { CompanyState, WireTicket } from '../support/connectwise-state.ts'
import { holdGraph, settled, startPortal, type Portal } from '../support/portal.ts'

let portal: Portal
let page: Page
let person: BrowserContext
let openTickets: WireTicket[]

beforeAll(async () => {
  portal = await startPortal({ tenants: true, changes: { ...fastTimes, timeoutMs: 5_000, leaseMs: 15_000 } })
  ;({ page, person } = await portal.signIn({ name: 'Priya Raman', path: '/changes' }))
  openTickets = (await acme()).tickets.filter(({ closedFlag }) => !closedFlag)
})
afterEach(() => portal.world.connectWise.clearFaults())
afterAll(() => portal.close())

async function acme(): Promise<CompanyState> {
  return (await portal.world.connectWise.state())['acme']!
}

const freshTicket = (): WireTicket => openTickets.shift()!
const logButton = (on = page) => on.getByRole('button', { name: 'Log the change' })
const words = (on = page) => on.getByRole('textbox', { name: 'Work performed' })
const outcome = (on = page) => on.getByRole('group', { name: 'What was logged' })
const history = (on = page) => on.getByRole('region', { name: 'Logged on this ticket' })
const down = { match: '.', status: 503, times: -1 }

async function openTicket({ id }: WireTicket, on = page): Promise<void> {
  await on.goto(`${portal.url}/changes/acme/${id}`)
  await settled(on)
  const again = on.getByRole('button', { name: 'Try again' })
  // After the failures of a test before, ConnectWise may be left alone for some seconds: then as its person would.
  await expect
    .poll(async () => {
      if (await again.isVisible()) await again.click()
      return on.getByRole('heading', { name: 'Log a change' }).count()
    })
    .toBe(1)
}

async function writeNote(text: string, on = page): Promise<void> {
  await on.getByRole('combobox', { name: 'Change type' }).selectOption('Something else (free text)')
  await words(on).fill(text)
  await on.getByRole('textbox', { name: 'Minutes' }).fill('15')
}

/** The texts of notes that have these words. */
const notesWith = async (text: string) => (await acme()).notes.filter((note) => note.text.includes(text))

const isLogChange = (request: Request) => (request.postData() ?? '').includes('"operationName":"LogChange"')

test('while another tenant is loading, nothing of the one before is shown', async () => {
  const headings = page.getByRole('heading', { name: 'Logged for' })
  await page.goto(`${portal.url}/changes/acme`)
  await settled(page)
  const before = await headings.innerText()
  const release = await holdGraph(page)
  await page.getByRole('combobox', { name: 'Tenant' }).selectOption('globex')

  await expect.poll(() => headings.count()).toBe(0)
  await release()
  await headings.waitFor()
  expect(await headings.innerText()).not.toBe(before)
})

describe('logging', () => {
  test('is done by the button and Ctrl+Enter, and not by Enter in a field', async () => {
    await openTicket(freshTicket())
    const sent: Request[] = []
    const listen = (request: Request) => void (isLogChange(request) && sent.push(request))
    page.on('request', listen)
    await page.getByRole('combobox', { name: 'Change type' }).selectOption('DID changed')
    await page.getByRole('textbox', { name: 'DID number' }).fill('+1 555 0177')
    for (const name of ['DID number', 'Destination: before', 'Destination: after', 'Minutes']) {
      await page.getByRole('textbox', { name }).press('Enter')
    }
    await writeNote('Only when it is meant.')
    // The one field of a form of one field sends it in any browser, unless it is kept from that.
    await page.getByRole('textbox', { name: 'Minutes' }).press('Enter')
    expect(sent).toEqual([])

    await page.getByRole('textbox', { name: 'Minutes' }).press('Control+Enter')
    await outcome().getByText('Synced').waitFor()
    expect(sent).toHaveLength(1)
    page.off('request', listen)
    expect(await notesWith('Only when it is meant.')).toHaveLength(1)
  })

  test('leaves the focus on what became of it, in sight', async () => {
    await openTicket(freshTicket())
    await writeNote('Where am I?')
    await logButton().press('Enter')
    await outcome().getByText('Synced').waitFor()

    expect(await outcome().evaluate((panel) => panel === document.activeElement)).toBe(true)
    const box = await outcome().boundingBox()
    const height = await page.evaluate(() => window.innerHeight)
    expect(box!.y).toBeGreaterThanOrEqual(0)
    expect(box!.y + box!.height).toBeLessThanOrEqual(height)
    expect(await outcome().getByRole('listitem').allInnerTexts()).toEqual([
      'Note: done',
      'Time 15 min: done',
      'Status: skipped',
    ])
  })

  test('says that the change is safe while ConnectWise is down, and then that it has arrived', async () => {
    await openTicket(freshTicket())
    await writeNote('Safe in any case.')
    await portal.world.connectWise.fault(down)
    await logButton().click()
    await outcome().getByText('Saved, being delivered').waitFor()
    expect(await logButton().isEnabled()).toBe(true)
    await portal.world.connectWise.clearFaults()

    await outcome().getByText('Synced').waitFor()
    expect(await notesWith('Safe in any case.')).toHaveLength(1)
  })

  test('that fails leaves the focus on the button, also when it is tried again', async () => {
    const hasFocus = () => logButton().evaluate((button) => button === document.activeElement)
    const ticket = freshTicket()
    await openTicket(ticket)
    await writeNote('From the keyboard.')
    await page.route('**/graphql', (route, request) => (isLogChange(request) ? route.abort() : route.fallback()))
    await logButton().press('Enter')
    const problem = page.getByText('The gateway cannot be reached')
    await problem.waitFor()
    expect(await hasFocus()).toBe(true)

    await page.getByRole('button', { name: 'Try again' }).press('Enter')
    await problem.waitFor()
    expect(await hasFocus()).toBe(true)
    await page.unroute('**/graphql')
    await page.getByRole('textbox', { name: 'Minutes' }).fill('soon')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('Minutes from 0 to 1440').waitFor()
    expect(await notesWith('From the keyboard.')).toEqual([])
    await page.getByRole('button', { name: 'Clear' }).click()
    openTickets.unshift(ticket)
  })

  test('has the change in the history with its Cancel before the ticket is read again', async () => {
    await openTicket(freshTicket())
    await writeNote('There at once.')
    await portal.world.connectWise.fault(down)
    const { promise, resolve } = Promise.withResolvers<void>()
    await page.route('**/graphql', async (route, request) => {
      if ((request.postData() ?? '').includes('"operationName":"ChangeTicket"')) await promise
      return route.fallback()
    })
    await logButton().click()
    await history().getByRole('button', { name: 'Cancel', exact: true }).waitFor()
    expect(await history().innerText()).toContain('There at once.')
    resolve()
    await page.unroute('**/graphql')
  })

  test('asks the gateway to wait for no more than two seconds', async () => {
    await openTicket(freshTicket())
    await writeNote('Not for long.')
    const [request] = await Promise.all([page.waitForRequest(isLogChange), logButton().click()])

    expect((request.postDataJSON() as { variables: { input: object } }).variables.input).toMatchObject({
      waitSeconds: 2,
    })
    await outcome().waitFor()
  })
})

describe('words that were changed after an answer was lost', () => {
  async function loseTheAnswer(first: string, second: string): Promise<void> {
    await openTicket(freshTicket())
    await writeNote(first)
    await page.route('**/graphql', async (route, request) => {
      if (!isLogChange(request)) return route.fallback()
      await route.fetch()
      return route.abort('connectionreset')
    })
    await logButton().click()
    await page.getByText('The gateway cannot be reached').waitFor()
    await page.unroute('**/graphql')
    await words().fill(second)
    await logButton().click()
    await page.getByRole('alert', { name: 'Logged before' }).waitFor()
  }

  test('lead to what was logged, and are logged as another change', async () => {
    await loseTheAnswer('Forwarded to Ann.', 'Forwarded to Bob.')
    const before = page.getByRole('alert', { name: 'Logged before' })
    expect(await before.getByRole('list', { name: 'What was logged' }).innerText()).toContain('Forwarded to Ann.')
    expect(await page.getByText('This key belongs to').count()).toBe(0)
    await before.getByRole('button', { name: 'Log the new words as another change' }).click()
    await outcome().getByText('Synced').waitFor()

    expect([(await notesWith('Forwarded to Ann.')).length, (await notesWith('Forwarded to Bob.')).length]).toEqual([
      1, 1,
    ])
  })

  test('can be discarded', async () => {
    await loseTheAnswer('Moved to Paris.', 'Moved to Rome.')
    await page.getByRole('button', { name: 'Discard the new words' }).click()

    expect(await words().inputValue()).toBe('')
    expect([(await notesWith('Moved to Paris.')).length, (await notesWith('Moved to Rome.')).length]).toEqual([1, 0])
  })
})

describe('a pending change', () => {
  async function logWhileDown(text: string): Promise<void> {
    await openTicket(freshTicket())
    await writeNote(text)
    await portal.world.connectWise.fault(down)
    await logButton().click()
    await history().getByText('Pending', { exact: true }).waitFor()
  }

  test('is cancelled after being asked once more, and nothing of it arrives', async () => {
    await logWhileDown('Taken back.')
    const cancel = history().getByRole('button', { name: 'Cancel', exact: true })
    await cancel.press('Enter')
    const question = history().getByRole('group', { name: 'Cancel this change?' })
    const keep = question.getByRole('button', { name: 'Keep it' })
    await keep.waitFor()
    expect(await keep.evaluate((button) => button === document.activeElement)).toBe(true)
    await keep.press('Enter')
    expect(await cancel.evaluate((button) => button === document.activeElement)).toBe(true)
    expect(await history().getByText('Pending', { exact: true }).count()).toBe(1)

    await cancel.press('Enter')
    await question.getByRole('button', { name: 'Cancel the change' }).press('Enter')
    await history().getByText('Cancelled', { exact: true }).waitFor()
    await history().getByText('Cancelled by Priya Raman.').waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Cancelled')
    await portal.world.connectWise.clearFaults()
    expect(await notesWith('Taken back.')).toEqual([])
  })

  test('that arrives while one is asked whether to cancel it keeps the focus in its entry', async () => {
    await logWhileDown('Too late to ask.')
    await history().getByRole('button', { name: 'Cancel', exact: true }).press('Enter')
    await history().getByRole('button', { name: 'Keep it' }).waitFor()
    await portal.world.connectWise.clearFaults()
    await history().getByText('Synced', { exact: true }).waitFor()

    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Synced/)
  })

  test('is not looked at again after the session has ended, until its person does something', async () => {
    const other = await portal.signIn({ name: 'Priya Raman', path: '/changes' })
    await openTicket(freshTicket(), other.page)
    await writeNote('Left to read.', other.page)
    await portal.world.connectWise.fault(down)
    await logButton(other.page).click()
    await history(other.page).getByText('Pending', { exact: true }).waitFor()
    await other.person.clearCookies()
    await other.page.getByRole('button', { name: 'Stay on this page' }).click()
    const asked: unknown[] = []
    other.page.on(
      'request',
      (request) => void (request.url().endsWith('/graphql') && asked.push(request.postDataJSON().operationName)),
    )
    // Begun after the timers of the page, whose longest is 2 seconds.
    await other.page.evaluate(() => new Promise((done) => setTimeout(done, 2_500)))
    expect(asked).toEqual([])
    expect(await other.page.getByRole('dialog').count()).toBe(0)

    await writeNote('Once more.', other.page)
    await logButton(other.page).click()
    await other.page.getByRole('dialog', { name: 'Your session has ended' }).waitFor()
    await other.person.close()
    // So that it does not arrive in the middle of the next test.
    await portal.world.connectWise.clearFaults()
    await expect.poll(() => notesWith('Left to read.'), { timeout: 60_000 }).toHaveLength(1)
  })

  test('whose note may be there is “Cancelling” until that is known, and keeps what arrived', async () => {
    await openTicket(freshTicket())
    await writeNote('Perhaps there.')
    await portal.world.connectWise.fault({ match: 'POST .*notes', times: 1, reset: true, afterStore: true })
    await portal.world.connectWise.fault({ match: 'GET .*notes', times: -1, status: 503 })
    await logButton().click()
    await history().getByRole('button', { name: 'Cancel', exact: true }).click()
    await history().getByRole('button', { name: 'Cancel the change' }).click()
    await history().getByText('Cancelling', { exact: true }).waitFor()
    await history().getByText('Nothing more is sent.').waitFor()
    await portal.world.connectWise.clearFaults()

    await history().getByText('Cancelled', { exact: true }).waitFor()
    const [note, time] = await history()
      .getByRole('list', { name: 'Steps' })
      .first()
      .getByRole('listitem')
      .allInnerTexts()
    expect(note).toBe('Note: done')
    expect(time).toContain('not sent')
    expect(await notesWith('Perhaps there.')).toHaveLength(1)
  })
})

describe('two tabs on one ticket', () => {
  test('the first one says that its draft was logged from the other', async () => {
    const ticket = freshTicket()
    await openTicket(ticket)
    await writeNote('Once, from two tabs.')
    const other = await person.newPage()
    await openTicket(ticket, other)
    expect(await words(other).inputValue()).toBe('Once, from two tabs.')
    await logButton(other).click()
    await outcome(other).getByText('Synced').waitFor()

    await outcome().getByText('This draft was logged from another tab.').waitFor()
    expect(await page.getByRole('textbox', { name: 'Notes (optional)' }).inputValue()).toBe('')
    await page.reload()
    await page.getByRole('heading', { name: 'Log a change' }).waitFor()
    expect(await notesWith('Once, from two tabs.')).toHaveLength(1)
    await other.close()
  })

  test('the first one keeps words of its own, as another change', async () => {
    const ticket = freshTicket()
    await openTicket(ticket)
    await writeNote('Begun in one tab.')
    const other = await person.newPage()
    await openTicket(ticket, other)
    await words().fill('Finished in one tab.')
    await logButton(other).click()
    await outcome(other).getByText('Synced').waitFor()

    await page.getByText('What stands here is another change').waitFor()
    await logButton().click()
    await outcome().getByText('Synced').waitFor()
    expect((await notesWith('in one tab.')).length).toBe(2)
    await other.close()
  })
})

describe('a draft', () => {
  const kept = (on: Page) =>
    on.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('change-draft')).length)

  test('is there for the same person after the session has ended by itself', async () => {
    const ticket = freshTicket()
    await openTicket(ticket)
    await writeNote('Half a thought.')
    await person.clearCookies()
    await page.goto(`${portal.url}/changes/acme/${ticket.id}`)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: 'Priya Raman' }).click()
    await words().waitFor()

    expect(await words().inputValue()).toBe('Half a thought.')
  })

  test('is gone once another user signs in, and never shown to them', async () => {
    const ticket = freshTicket()
    await openTicket(ticket)
    await writeNote('For my eyes.')
    await person.clearCookies()
    await page.goto(`${portal.url}/changes/acme/${ticket.id}`)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: 'Tomás Núñez' }).click()
    await page.getByRole('heading', { name: 'Log a change' }).waitFor()

    expect(await page.getByText('For my eyes.').count()).toBe(0)
    await expect.poll(() => kept(page)).toBe(0)
  })

  test('is not kept again by a tab that was left open when its person signs out in another', async () => {
    const both = await portal.signIn({ name: 'Priya Raman', path: '/changes' })
    const [left, leaving] = [both.page, await both.person.newPage()]
    const ticket = freshTicket()
    await openTicket(ticket, left)
    await writeNote('Forgotten in a tab', left)
    await leaving.goto(`${portal.url}/changes`)
    await leaving.getByRole('button', { name: /Your account/ }).click()
    await leaving.getByRole('button', { name: 'Sign out' }).click()
    await leaving.waitForURL(/sign-in/)
    await words(left).press('End')
    await left.keyboard.type('!')

    expect(await words(left).inputValue()).toBe('Forgotten in a tab!')
    expect(await kept(left)).toBe(0)
    await both.person.close()
    openTickets.unshift(ticket)
  })

  test('is gone from the browser once its person signs out', async () => {
    await openTicket(freshTicket())
    await writeNote('Not for the next user.')
    expect(await kept(page)).toBe(1)
    await page.getByRole('button', { name: /Your account/ }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(/sign-in/)

    expect(await kept(page)).toBe(0)
  })
})
