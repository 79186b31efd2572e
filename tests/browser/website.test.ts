import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beyondWebsite } from '../support/cache/ages.ts'
import { recordOperations, settled, startPortal, type Portal } from '../support/portal.ts'

let portal: Portal
let page: Page
beforeAll(async () => {
  portal = await startPortal({ scale: 0.1 })
  page = (await portal.signIn({ path: '/website' })).page
})
afterAll(() => portal.close())

async function open(path: string): Promise<void> {
  await page.goto(`${portal.url}${path}`)
  await settled(page)
}

const figures = () => page.getByRole('region', { name: 'Figures' })
const rows = () => page.getByRole('table', { name: /forms/i }).locator('tbody tr')
const numberOf = async (label: RegExp) =>
  Number(
    (await figures().getByRole('listitem').filter({ hasText: label }).innerText()).split('\n')[1]?.replaceAll(',', ''),
  )

interface Website {
  websiteAnalytics: { pageViews: number; sessions: number; formSubmissions: number; newContacts: number }
  formStats: { name: string; submissions: number; views: number }[]
}

test('the page is one operation, sent as a hash', async () => {
  const operations = recordOperations(page)
  await open('/website?range=last-90-days')

  expect(operations).toEqual([{ operationName: 'WebsitePage', hash: expect.stringMatching(/^[\da-f]{64}$/) }])
})

test('its figures are those of the graph, and the forms add up to the submissions', async () => {
  await open('/website?range=last-90-days')
  const { websiteAnalytics, formStats } = await portal.world.data<Website>(`{
    websiteAnalytics(range: {preset: LAST_90_DAYS}) { pageViews sessions formSubmissions newContacts }
    formStats(range: {preset: LAST_90_DAYS}) { name submissions views }
  }`)

  expect({
    pageViews: await numberOf(/^Page views/),
    sessions: await numberOf(/^Sessions/),
    formSubmissions: await numberOf(/^Form submissions/),
    newContacts: await numberOf(/^New contacts/),
  }).toEqual(websiteAnalytics)
  expect(await rows().count()).toBe(formStats.length)
  expect(formStats.reduce((sum, { submissions }) => sum + submissions, 0)).toBe(websiteAnalytics.formSubmissions)
  expect(await figures().innerText()).toMatch(/\d:\d\d\n/)
})

test('another range has other figures, and the first comes back as it was', async () => {
  await open('/website?range=last-90-days')
  const long = await page.getByRole('table', { name: /forms/i }).innerText()
  await page.getByRole('combobox', { name: 'Date range' }).selectOption('LAST_7_DAYS')
  await page.waitForURL(/range=last-7-days/)
  await settled(page)
  expect(await page.getByRole('table', { name: /forms/i }).innerText()).not.toBe(long)

  await page.goBack()
  await settled(page)
  await expect.poll(() => page.getByRole('table', { name: /forms/i }).innerText()).toBe(long)
})

test('forms are ordered by any column without asking again, and the order stands in the address', async () => {
  await open('/website?range=last-90-days')
  const operations = recordOperations(page)
  const seen: unknown[] = []
  for (const column of ['Form', 'Views']) {
    await page.getByRole('columnheader', { name: column }).getByRole('link').click()
    await page.waitForURL(/sort=/)
    seen.push(await page.getByRole('columnheader', { name: column }).getAttribute('aria-sort'))
  }
  expect(seen).toEqual(['ascending', 'descending'])
  const views = (await rows().allInnerTexts()).map((row) => Number(row.split(/\s*\t\s*/)[2]?.replaceAll(',', '')))
  expect(views).toEqual(views.toSorted((a, b) => b - a))
  expect(new URL(page.url()).searchParams.get('sort')).toBe('-views')
  expect(operations).toEqual([])
})

describe('without the scope of analytics', () => {
  test('the figures of the CRM stay, the others are a dash, and the reason is given once', async () => {
    await portal.world.hubspot.fault({
      match: 'analytics',
      status: 403,
      body: { category: 'MISSING_SCOPES' },
      times: -1,
    })
    await page.goto(`${portal.url}/website?range=last-30-days&sort=name`)
    await portal.world.advanceClock(beyondWebsite)
    await page.reload()
    const missing = page.getByRole('alert', { name: 'What is missing' })
    await missing.waitFor()

    expect((await missing.innerText()).match(/needs the scope business-intelligence/g)).toHaveLength(1)
    expect(await figures().getByText('—').count()).toBe(4)
    expect(await numberOf(/^New contacts/)).toBeGreaterThanOrEqual(0)
    await portal.world.hubspot.clearFaults()
  })
})
