import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepScreenshot } from '../support/browser.ts'
import { settled, startPortal, type Portal } from '../support/portal.ts'

let portal: Portal
beforeAll(async () => {
  portal = await startPortal({ scale: 0.2 })
})
afterAll(() => portal.close())

/** A4 with margins of 10 mm, in CSS pixels: narrower than the width below which a screen gets cards. */
const paperWidth = 718

async function print(page: Page, path: string, name: string): Promise<void> {
  await page.goto(`${portal.url}${path}`)
  await settled(page)
  await page.getByRole('banner').getByRole('button', { name: 'Chat' }).waitFor()
  await page.setViewportSize({ width: paperWidth, height: 1_040 })
  await page.emulateMedia({ media: 'print' })
  await keepScreenshot(page, `print-${name}`)
}

/** Whether the rows of the table stand in columns that are all on the paper, and each head over its column. */
const columns = (page: Page) =>
  page.locator('main table[role="table"]').evaluate((table, width) => {
    const row = table.querySelector('tbody tr')
    const cells = [...(row?.children ?? [])].map((cell) => cell.getBoundingClientRect())
    return {
      display: row ? getComputedStyle(row).display : null,
      inOneLine: new Set(cells.map(({ top }) => Math.round(top))).size === 1,
      beyondPaper: cells.filter(({ right }) => right > width).length,
      head: table.querySelector('thead th')?.getClientRects().length !== 0,
      headInset: getComputedStyle(table.querySelector('thead th')!).paddingLeft,
    }
  }, paperWidth)

const asTable = { display: 'table-row', inOneLine: true, beyondPaper: 0, head: true, headInset: '4px' }

test('the service desk on paper is a table, with its range and filters in words and without what is for a screen', async () => {
  const { page, person } = await portal.signIn()
  await print(page, '/service-desk?range=last-90-days&priority=1,2&show=open', 'desk')

  expect(await columns(page)).toEqual(asTable)
  const main = page.getByRole('main')
  expect(await main.getByText(/90 days \(Eastern Time\)/).isVisible()).toBe(true)
  expect(await main.getByText(/^Only Priority: \w+, \w+$/).isVisible()).toBe(true)
  expect(
    await main
      .getByRole('link', { name: /^Still open/ })
      .last()
      .isVisible(),
  ).toBe(true)
  expect(await main.getByRole('link', { name: /^Created in period/ }).isVisible()).toBe(false)
  for (const hidden of [
    main.getByRole('searchbox'),
    main.getByRole('combobox'),
    main.getByRole('button'),
    page.getByRole('button', { name: 'Chat' }),
    page.locator('#hubspot-messages-iframe-container > *'),
  ]) {
    const seen = await hidden.evaluateAll((all) =>
      all.filter((one) => one.checkVisibility({ visibilityProperty: true })),
    )
    expect(seen).toEqual([])
  }
  await person.close()
})

test.each([
  ['search', '/service-desk?search=%20the', ['Only what has “the” in it']],
  [
    'sales',
    '/sales?pipeline=default&state=open&search=e',
    ['Only Pipeline: Sales Pipeline', 'Only what has “e” in it'],
  ],
  ['website', '/website?range=last-90-days', []],
])('the %s on paper is a table, with its filters in words', async (name, path, words) => {
  const { page, person } = await portal.signIn()
  await print(page, path, name)

  expect(await columns(page)).toEqual(asTable)
  for (const text of words) expect(await page.getByText(text).isVisible()).toBe(true)
  expect(await page.getByRole('searchbox').isVisible()).toBe(false)
  await person.close()
})

test('a dark portal is printed in dark letters', async () => {
  const { page, person } = await portal.signIn({ person: { scheme: 'dark' } })
  await page.getByRole('radio', { name: 'Dark' }).check({ force: true })
  await print(page, '/service-desk', 'dark')

  const color = await page.getByRole('heading', { level: 1 }).evaluate((element) => getComputedStyle(element).color)
  expect(color).toBe('rgb(20, 23, 31)')
  await person.close()
})
