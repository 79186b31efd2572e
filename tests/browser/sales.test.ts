import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beyondFigures } from '../support/cache/ages.ts'
import { listedRows, recordOperations, settled, startPortal, type Portal } from '../support/portal.ts'

let portal: Portal
let page: Page
beforeAll(async () => {
  portal = await startPortal({ scale: 0.1 })
  page = (await portal.signIn({ path: '/sales' })).page
})
afterAll(() => portal.close())

async function open(path: string): Promise<void> {
  await page.goto(`${portal.url}${path}`)
  await settled(page)
}

const listedDeals = () => listedRows(page, /^Deals\s*[\d,]*$/)
const rows = () => page.getByRole('table', { name: /deals/i }).locator('tbody tr')
const figure = (name: RegExp) => page.getByRole('region', { name: 'Figures' }).getByRole('link', { name })
const board = () => page.getByRole('region', { name: /^Pipeline/ })
const numberIn = (text: string | undefined) => Number(text?.replaceAll(',', ''))

/** Every row of the list, page by page: what it shows in each. */
async function allRows(): Promise<string[]> {
  const all: string[] = []
  for (;;) {
    all.push(...(await rows().allInnerTexts()))
    const next = page.getByRole('link', { name: 'Next' })
    if ((await next.count()) === 0) return all
    await next.click()
    await settled(page)
  }
}

describe('the page', () => {
  test('is two operations, sent as hashes, and what is quick does not wait for deals', async () => {
    await open('/service-desk')
    const operations = recordOperations(page)
    await open('/sales')

    const hash = expect.stringMatching(/^[\da-f]{64}$/)
    expect(operations).toEqual([
      { operationName: 'SalesPage', hash },
      { operationName: 'SalesDeals', hash },
    ])
  })

  test('asks for the list alone when only the list is another', async () => {
    await open('/sales')
    const operations = recordOperations(page)
    await page.getByRole('navigation', { name: 'Which deals' }).getByRole('link', { name: 'Won' }).click()
    await page.waitForURL(/state=won/)
    await settled(page)
    await page.getByRole('columnheader', { name: 'Amount' }).getByRole('link').click()
    await page.waitForURL(/sort=-amount/)
    await settled(page)

    expect(operations.map(({ operationName }) => operationName)).toEqual(['DealList', 'DealList'])
  })
})

describe('a figure', () => {
  test('of all deals leads to all deals', async () => {
    await open('/sales?state=won&search=zzz')
    const count = numberIn((await figure(/^Deals/).innerText()).split('\n')[1])
    await figure(/^Deals/).click()
    await page.waitForURL((url) => url.search === '')
    await settled(page)

    expect(count).toBeGreaterThan(0)
    await expect.poll(listedDeals).toBe(count)
  })

  test('of the open value leads to the very deals that make it', async () => {
    await open('/sales?rows=100')
    const shown = (await figure(/^Open value/).innerText()).split('\n')[1] ?? ''
    await figure(/^Open value/).click()
    await page.waitForURL(/state=open/)
    await settled(page)

    let cents = 0n
    for (const amount of (await allRows()).map((row) => /\$([\d,]+)\.(\d\d)/.exec(row))) {
      if (amount) cents += BigInt(`${amount[1]?.replaceAll(',', '')}${amount[2]}`)
    }
    expect(shown).toBe(`$${new Intl.NumberFormat('en-US').format((cents + 50n) / 100n)}`)
  })
})

describe('a stage', () => {
  test('of any pipeline leads to its very rows, those that are gone included', async () => {
    await open('/sales')
    const pipelines = await board().getByRole('navigation').getByRole('link').allInnerTexts()
    const found: unknown[] = []
    const expected: unknown[] = []
    for (const name of pipelines.slice(0, 2)) {
      await open('/sales')
      await board().getByRole('navigation').getByRole('link', { name, exact: true }).click()
      await board()
        .getByRole('heading', { name: `Pipeline ${name}` })
        .waitFor()
      const address = page.url()
      for (let place = 0; place < (await board().locator('ol').getByRole('link').count()); place += 1) {
        const stage = board().locator('ol').getByRole('link').nth(place)
        const lines = (await stage.innerText()).split('\n')
        const count = numberIn(/[\d,]+ deals?/.exec(lines.join(' '))?.[0].replace(/ deals?/, ''))
        await stage.click()
        await page.waitForURL(/stage=/)
        await settled(page)
        const texts = await allRows()
        expected.push({ name, stage: lines[0], count, foreign: [] })
        found.push({
          name,
          stage: lines[0],
          count: texts.length,
          foreign: texts.filter((row) => !row.includes(lines[0] ?? '?') || !row.includes(name)),
        })
        await page.goto(address)
        await settled(page)
      }
    }
    expect(found).toEqual(expected)
    expect(found.length).toBeGreaterThan(4)
  })
})

describe('the address', () => {
  test('holds search, order, length and page of the list, and Back goes back', async () => {
    await open('/sales?rows=50&sort=name')
    const first = (await rows().first().innerText()).split('\n')[0] ?? ''
    const all = await listedDeals()
    await page.getByRole('searchbox').fill(first.slice(0, 12).toUpperCase())
    await page.waitForURL(/search=/)
    await settled(page)
    await expect.poll(listedDeals).toBeLessThan(all)
    for (const row of await rows().allInnerTexts())
      expect(row.toLowerCase()).toContain(first.slice(0, 12).toLowerCase())

    await page.getByRole('navigation', { name: 'Which deals' }).getByRole('link', { name: 'Lost' }).click()
    await page.waitForURL(/state=lost/)
    await page.goBack()
    await settled(page)
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      rows: '50',
      sort: 'name',
      search: first.slice(0, 12).toUpperCase(),
    })
  })

  test('that names an unknown pipeline is refused with what is allowed, and can be corrected', async () => {
    await page.goto(`${portal.url}/sales?pipeline=no-such-pipeline`)
    const missing = page.getByRole('alert', { name: 'What is missing' })
    await missing.waitFor()
    expect(await missing.innerText()).toContain('BAD_USER_INPUT')
    expect(await figure(/^Deals/).count()).toBe(1)

    await missing.getByRole('link', { name: 'Clear the filters' }).click()
    await page.waitForURL(`${portal.url}/sales`)
    await expect.poll(() => rows().count()).toBeGreaterThan(0)
    expect(await missing.count()).toBe(0)
  })
})

test('recent contacts are the ten newest, each a mail away', async () => {
  await open('/sales')
  const { recentContacts } = await portal.world.data<{ recentContacts: { email: string | null }[] }>(
    '{ recentContacts { email } }',
  )
  const links = page.getByRole('region', { name: 'Recent contacts' }).getByRole('link')
  expect(await page.getByRole('region', { name: 'Recent contacts' }).getByRole('listitem').count()).toBe(10)
  expect(await links.allInnerTexts()).toEqual(recentContacts.flatMap(({ email }) => email ?? []))
})

test('with many deals to read, what needs none shows before, and the rest follows with progress', async () => {
  const cold = await startPortal({ scale: 0.1, timeouts: { hubspot: 60_000 } })
  await cold.world.hubspot.fault({ match: 'objects/deals', delayMs: 8_000, times: -1 })
  const { page } = await cold.signIn()
  const operations = recordOperations(page)
  await page.goto(`${cold.url}/sales`)
  await page.getByRole('region', { name: 'Recent contacts' }).getByRole('listitem').first().waitFor()
  expect(await page.getByRole('region', { name: 'Figures' }).innerText()).toContain('reading all deals')

  const bar = page.getByRole('progressbar', { name: 'Reading deals from HubSpot' })
  await bar.waitFor()
  expect(await bar.getAttribute('aria-valuetext')).toMatch(/deals/)
  await bar.waitFor({ state: 'detached' })
  await settled(page)
  expect(await page.getByRole('table', { name: /deals/i }).locator('tbody tr').count()).toBeGreaterThan(0)

  // The progress is not polled once it is done.
  const asked = operations.length
  expect(operations.filter(({ operationName }) => operationName === 'DealsProgress').length).toBeGreaterThan(1)
  await page.waitForTimeout(1_500)
  expect(operations.slice(asked)).toEqual([])
  await cold.close()
})

describe('sales activity', () => {
  test('has days of its own', async () => {
    await open('/sales')
    await page.getByRole('combobox', { name: 'Date range' }).selectOption('LAST_90_DAYS')
    await page.waitForURL(/activity=last-90-days/)
    await settled(page)

    expect(await page.getByRole('region', { name: 'Sales activity' }).innerText()).toContain('90 days')
  })

  test('says itself that Autotask is down, and the rest stands', async () => {
    await portal.world.fault({ match: 'ATServicesRest', status: 503, times: -1 })
    await open('/sales?activity-from=2021-01-01&activity-to=2021-01-31')
    const panel = page.getByRole('region', { name: 'Sales activity' })
    expect(await panel.getByRole('alert').innerText()).toContain('Autotask')
    expect(await page.getByRole('alert', { name: 'What is missing' }).count()).toBe(0)
    expect(await rows().count()).toBeGreaterThan(0)

    await portal.world.clearFaults()
  })
})

test('a scope that is missing is named by the part that lacks it, and the others stand', async () => {
  await portal.world.advanceClock(beyondFigures)
  await portal.world.hubspot.fault({ match: 'contacts', status: 403, body: { category: 'MISSING_SCOPES' }, times: -1 })
  await page.goto(`${portal.url}/sales`)
  await settled(page)

  expect(await page.getByRole('region', { name: 'Recent contacts' }).innerText()).toContain('crm.objects.contacts.read')
  const figures = await page.getByRole('region', { name: 'Figures' }).getByRole('listitem').allInnerTexts()
  expect(figures.map((text) => text.split('\n')[1])).toEqual([
    '—',
    '—',
    expect.stringMatching(/^\d/),
    expect.stringMatching(/^\$\d/),
    expect.stringMatching(/^\$\d/),
  ])
  expect(await rows().count()).toBeGreaterThan(0)
  await portal.world.hubspot.clearFaults()
})
