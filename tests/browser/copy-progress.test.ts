import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import { appearances, axeViolations, keepScreenshot } from '../support/browser.ts'
import { recordOperations, settled, startPortal, type Portal } from '../support/portal.ts'
import { waitForReplica } from '../support/world.ts'

// One first load: each fact goes on where the one before it ended.

let portal: Portal
/** Opened before anything is copied: what it shows is not asked for again, however long the facts before take. */
let early: { page: Page; person: BrowserContext }
beforeAll(async () => {
  // Not with the option `sync`, which waits until the copy is complete.
  portal = await startPortal({ environment: { SYNC_MONTHS: '25' } })
  const slowBy = (delayMs: number) => portal.world.fault({ match: 'TimeEntries/query', delayMs, times: -1 })
  await slowBy(3_000)
  early = await portal.signIn()
  // What the page shows is cached now. Each month of the copy takes so long, until this is taken back.
  await portal.world.clearFaults()
  await slowBy(20_000)
})
afterAll(() => portal.close())

const line = (page: Page) => page.getByRole('status').filter({ hasText: 'Copying tickets' })
const copied = (page: Page) => page.getByRole('list', { name: 'Records copied from Autotask' })
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** Where the list of tickets begins. */
const listTop = async (page: Page) => (await page.getByRole('heading', { name: /^Tickets\s*[\d,]*$/ }).boundingBox())?.y

describe('while tickets are copied', () => {
  test.each(appearances)('a quiet line and the vendors’ status say so, in $scheme on a $device', async (appearance) => {
    const { scheme, device, width } = appearance
    const desk = await portal.signIn({ person: { scheme, width } })
    await keepScreenshot(desk.page, `copying-${device}-${scheme}`)

    expect(await line(desk.page).innerText()).toMatch(
      /^Copying tickets from Autotask: \d\d?%\. Until then some answers take a little longer\.$/,
    )
    expect([await axeViolations(desk.page), await overflow(desk.page)]).toEqual([[], 0])
    await desk.person.close()

    const admin = await portal.signIn({ name: 'Helen Marsh', path: '/admin', person: { scheme, width } })
    await copied(admin.page).waitFor()
    await keepScreenshot(admin.page, `copied-records-${device}-${scheme}`)
    expect(await copied(admin.page).innerText()).toMatch(/^Tickets\s+[\d,]+ records/)
    expect(await admin.page.getByText(/^The gateway is copying these records: \d\d?% done\.$/).count()).toBe(1)
    expect([await axeViolations(admin.page), await overflow(admin.page)]).toEqual([[], 0])
    await admin.person.close()
  })

  test('the line follows, and goes once all is copied, without moving anything or asking on', async () => {
    const { page, person } = early
    const before = { text: await line(page).innerText(), top: await listTop(page) }
    const operations = recordOperations(page)
    await expect.poll(() => line(page).allInnerTexts()).not.toEqual([before.text])

    await portal.world.clearFaults()
    await waitForReplica(portal.world)
    await expect.poll(() => line(page).count()).toBe(0)
    expect(await listTop(page)).toBe(before.top)

    const asked = operations.length
    expect(new Set(operations.map(({ operationName }) => operationName))).toEqual(new Set(['CopyProgress']))
    // Longer than two of its intervals.
    await page.waitForTimeout(9_000)
    expect(operations).toHaveLength(asked)
    await person.close()
  })
})

describe('once tickets are copied', () => {
  test('the page says nothing of it', async () => {
    const { page, person } = await portal.signIn()

    expect(await line(page).count()).toBe(0)
    expect(await page.getByText('Copying tickets').count()).toBe(0)
    await person.close()
  })

  test('the vendors’ status lists the records that the gateway has', async () => {
    const { page, person } = await portal.signIn({ name: 'Helen Marsh', path: '/admin' })
    await settled(page)
    await copied(page).waitFor()
    await keepScreenshot(page, 'copied-records-complete')
    const { vendorStatus } = await portal.world.data<{
      vendorStatus: { vendor: string; collections: { name: string; records: number }[] }[]
    }>('{ vendorStatus { vendor collections { name records } } }')
    const [tickets] = vendorStatus.find(({ vendor }) => vendor === 'AUTOTASK')?.collections ?? []
    const rows = await copied(page).getByRole('listitem').allInnerTexts()

    expect(rows.map((row) => row.split('\n')[0])).toEqual([
      'Tickets',
      'Time entries',
      'Companies',
      'Contacts',
      'Contracts',
      'Resources',
    ])
    expect(rows[0]).toMatch(new RegExp(`^Tickets\\s+${tickets?.records.toLocaleString('en-US')} records`))
    const autotask = copied(page).locator('..')
    expect(await autotask.getByText('The gateway keeps a copy of these records.').count()).toBe(1)
    expect(await autotask.getByText(/Last checked for changes \d/).count()).toBe(1)
    await person.close()
  })
})
