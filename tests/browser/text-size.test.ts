import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepScreenshot } from '../support/browser.ts'
import { settled, startPortal, type Portal } from '../support/portal.ts'

let portal: Portal
beforeAll(async () => {
  portal = await startPortal({ scale: 0.1, tenants: true })
})
afterAll(() => portal.close())

const paths = ['/service-desk?range=last-90-days', '/sales', '/website', '/changes/acme', '/admin', '/audit']

/** What the browser's setting "very large" makes of its usual 16 px. */
const veryLarge = 24

describe.each([1440, 390])('at %i px', (width) => {
  test(
    'text is half as large again where the browser is told so, and sticks out nowhere',
    { timeout: 180_000 },
    async () => {
      const { page, person } = await portal.signIn({ name: 'Helen Marsh', person: { width } })
      const browser = await person.newCDPSession(page)
      const sizes = () =>
        page.evaluate(() =>
          ['header nav a', 'h1', 'h1 + p', 'h2', 'main button', 'select', 'main span', 'main p'].map((selector) => {
            const element = document.querySelector(selector)
            return element ? Number.parseFloat(getComputedStyle(element).fontSize) : 0
          }),
        )
      for (const path of paths) {
        await browser.send('Page.setFontSizes', { fontSizes: { standard: 16 } })
        await page.goto(`${portal.url}${path}`)
        await settled(page)
        const usual = await sizes()
        await browser.send('Page.setFontSizes', { fontSizes: { standard: veryLarge } })
        await expect.poll(sizes).toEqual(usual.map((size) => size * 1.5))
        await keepScreenshot(page, `text-size-${path.split('?')[0]!.replaceAll('/', '-')}-${width}`)
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect({ path, overflow }).toEqual({ path, overflow: 0 })
      }
      await person.close()
    },
  )
})

test('a finger finds fields whose text a phone does not zoom into', { timeout: 120_000 }, async () => {
  const person = await portal.browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    locale: 'en-US',
  })
  const page = await person.newPage()
  await page.goto(`${portal.url}/service-desk`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Helen Marsh' }).click()
  for (const path of ['/service-desk', '/sales', '/website', '/changes/acme?search=phone', '/admin', '/audit']) {
    await page.goto(`${portal.url}${path}`)
    await settled(page)
    if (path.startsWith('/changes')) {
      await page.getByRole('list', { name: 'Tickets found' }).getByRole('link').first().click()
      await page.getByRole('heading', { name: 'Log a change' }).waitFor()
    }
    if (path === '/admin')
      await page
        .getByRole('button', { name: /credentials/ })
        .first()
        .click()
    const small = await page
      .locator('input:not([type=checkbox], [type=radio]), select, textarea')
      .evaluateAll((fields) =>
        fields
          .filter((field) => Number.parseFloat(getComputedStyle(field).fontSize) < 16)
          .map((field) => field.outerHTML.slice(0, 120)),
      )
    expect({ path, small }).toEqual({ path, small: [] })
  }
  await person.close()
})
