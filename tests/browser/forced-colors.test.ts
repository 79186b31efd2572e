import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeViolations, keepScreenshot } from '../support/browser.ts'
import { settled, startPortal, type Portal } from '../support/portal.ts'

let portal: Portal
let page: Page
beforeAll(async () => {
  portal = await startPortal({ scale: 0.2, tenants: true })
  const { page: signedIn } = await portal.signIn({ name: 'Helen Marsh', path: '/service-desk' })
  page = signedIn
})
afterAll(() => portal.close())

async function open(path: string, scheme: 'light' | 'dark' = 'dark'): Promise<void> {
  await page.emulateMedia({ forcedColors: 'active', colorScheme: scheme })
  await page.goto(`${portal.url}${path}`)
  await settled(page)
}

/** What can be seen of an element where colours are those of the system: its edges. */
const edges = (locator: Locator, pseudo?: string) =>
  locator.evaluate((element, pseudo) => {
    const style = getComputedStyle(element, pseudo)
    const { borderBottomColor, borderBottomWidth, borderLeftColor, outlineStyle, outlineColor, backgroundColor } = style
    return JSON.stringify({
      borderBottomColor,
      borderBottomWidth,
      borderLeftColor,
      outline: outlineStyle === 'none' ? null : outlineColor,
      ...(pseudo ? { backgroundColor } : {}),
    })
  }, pseudo)

describe.each(['light', 'dark'] as const)('where the system forces its colours, in %s,', (scheme) => {
  test('the current page, tab and theme do not look like the others', async () => {
    await open('/service-desk?range=last-90-days', scheme)
    const pages = page.getByRole('navigation', { name: 'Pages', exact: true })
    const tabs = page.getByRole('navigation', { name: 'Which tickets' })
    const themes = page.getByRole('group', { name: 'Colours' }).locator('label')
    for (const [current, other] of [
      [pages.locator('[aria-current]'), pages.locator('a:not([aria-current])').first()],
      [tabs.locator('[aria-current]'), tabs.locator('a:not([aria-current])').first()],
      [themes.filter({ has: page.locator(':checked') }), themes.filter({ has: page.locator(':not(:checked)') }).last()],
    ] as const) {
      expect(await edges(current)).not.toBe(await edges(other))
    }
    await keepScreenshot(page, `forced-desk-${scheme}`)
    expect(await axeViolations(page)).toEqual([])
  })

  test('the legend of the chart and the marks of a status can be told apart', async () => {
    await open('/service-desk?range=last-90-days&sort=status', scheme)
    const legend = page.getByRole('region', { name: /^Tickets per/ }).locator('ul li')
    const created = await edges(legend.nth(0), '::before')
    const completed = await edges(legend.nth(1), '::before')
    expect(created).not.toBe(completed)
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(created).not.toContain(`"backgroundColor":"${ground}"`)

    await page.getByRole('button', { name: 'Status' }).waitFor()
    const isClosed = page.locator('tbody [data-closed]')
    const open_ = page.locator('tbody td:nth-child(2) span > span:not([data-closed])')
    await page.goto(`${portal.url}/service-desk?range=last-90-days&sort=-status`)
    await settled(page)
    const closed = await edges(isClosed.first(), '::before')
    await page.goto(`${portal.url}/service-desk?range=last-90-days&show=open`)
    await settled(page)
    expect(await edges(open_.first(), '::before')).not.toBe(closed)
  })

  test('the chosen bar, stage, pipeline and ticket do not look like the others', async () => {
    await open('/service-desk?range=last-90-days', scheme)
    const bars = page.getByRole('region', { name: 'By priority' })
    await bars.getByRole('link').first().click()
    await bars.locator('a[aria-current]').waitFor()
    expect(await edges(bars.locator('a[aria-current]'))).not.toBe(
      await edges(bars.locator('a:not([aria-current])').first()),
    )

    await open('/sales', scheme)
    const board = page.getByRole('region', { name: /^Pipeline/ })
    await board.locator('ol a').first().click()
    await board.locator('ol a[aria-current]').waitFor()
    expect(await edges(board.locator('ol a[aria-current]'))).not.toBe(
      await edges(board.locator('ol a:not([aria-current])').first()),
    )
    const pipelines = board.getByRole('navigation', { name: 'Which pipeline' })
    expect(await edges(pipelines.locator('a[aria-current]'))).not.toBe(
      await edges(pipelines.locator('a:not([aria-current])').first()),
    )
    await keepScreenshot(page, `forced-sales-${scheme}`)
    expect(await axeViolations(page)).toEqual([])

    await open('/changes/acme?search=phone', scheme)
    const found = page.getByRole('list', { name: 'Tickets found' }).getByRole('link')
    await found.first().click()
    await page.locator('a[aria-current="true"]').waitFor()
    expect(await edges(page.locator('a[aria-current="true"]'))).not.toBe(await edges(found.last()))
    await keepScreenshot(page, `forced-changes-${scheme}`)
  })
})
