import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPerson } from '../support/browser.ts'
import { settled, startPortal, type Portal } from '../support/portal.ts'

let portal: Portal
beforeAll(async () => {
  portal = await startPortal({ scale: 0.1 })
})
afterAll(() => portal.close())

/** The portal's own button, in the header. */
const button = (page: Page) => page.getByRole('banner').getByRole('button', { name: 'Chat' })
/** What HubSpot draws, seen or not. */
const launcher = (page: Page) => page.locator('#hubspot-messages-iframe-container > button')
const scripts = (page: Page) => page.locator('script#hs-script-loader')

describe('before sign-in', () => {
  test('there is no script, no cookie and no request of the chat', async () => {
    const person = await newPerson(portal.browser)
    const page = await person.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(`${portal.url}/sales`)
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    // It would come when the page is idle.
    await page.waitForLoadState('networkidle')

    expect(asked.filter((url) => !url.startsWith(portal.url))).toEqual([])
    expect(await scripts(page).count()).toBe(0)
    expect(await person.cookies()).toEqual([])
    await person.close()
  })
})

describe('on signed-in pages', () => {
  test('the chat comes after the first answer, knows who asks, and stays one over all pages', async () => {
    const person = await newPerson(portal.browser)
    const page = await person.newPage()
    const order: string[] = []
    page.on('request', (request) => {
      if (!request.url().endsWith('/graphql') || request.method() !== 'POST') return
      order.push((request.postDataJSON() as { operationName: string }).operationName)
    })
    await page.goto(`${portal.url}/service-desk`)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: 'Maya Fernandes' }).click()
    await button(page).waitFor()

    expect(order.slice(-2)).toEqual(['ServiceDeskPage', 'ChatWidget'])
    expect(await launcher(page).getAttribute('data-email')).toMatch(/^maya\b.*@/)
    const links = page.getByRole('navigation', { name: 'Pages' })
    await links.getByRole('link', { name: 'Sales' }).click()
    await settled(page)
    await links.getByRole('link', { name: 'Website' }).click()
    await settled(page)
    expect(await scripts(page).count()).toBe(1)
    expect(await launcher(page).count()).toBe(1)
    expect(order.filter((name) => name === 'ChatWidget')).toHaveLength(1)
    expect(await page.evaluate('window.__hubspotRefreshes')).toBeGreaterThanOrEqual(2)
    await person.close()
  })

  test.each([1440, 390, 320])('nothing of it lies over a page %i px wide until it is opened', async (width) => {
    const { page, person } = await portal.signIn({ path: '/service-desk', person: { width } })
    await button(page).waitFor()

    expect(await launcher(page).isVisible()).toBe(false)
    expect(await page.getByRole('button', { name: 'Open chat' }).count()).toBe(0)
    const corner = await page.evaluate(() => {
      const there = document.elementFromPoint(window.innerWidth - 40, window.innerHeight - 40)
      return there?.closest('#hubspot-messages-iframe-container') === null
    })
    expect(corner).toBe(true)
    await person.close()
  })

  test('the button in the header opens and closes it, and so does the chat itself', async () => {
    const { page, person } = await portal.signIn({ path: '/website' })
    const chat = page.getByRole('dialog', { name: 'Chat' })
    await button(page).click()
    await chat.waitFor()
    expect(await button(page).getAttribute('aria-expanded')).toBe('true')
    await button(page).click()
    await chat.waitFor({ state: 'detached' })
    expect(await launcher(page).isVisible()).toBe(false)

    await button(page).click()
    await chat.waitFor()
    await launcher(page).click()
    await chat.waitFor({ state: 'detached' })
    await expect.poll(() => button(page).getAttribute('aria-expanded')).toBe('false')
    expect(await launcher(page).isVisible()).toBe(false)
    await person.close()
  })

  test('signing out blanks it before the page is left', async () => {
    const { page, person } = await portal.signIn({ path: '/website' })
    await button(page).waitFor()
    expect((await person.cookies(portal.url)).map(({ name }) => name)).toContain('hubspotutk')
    await page.getByRole('button', { name: /Your account/ }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(`${portal.url}/sign-in**`)

    expect(await person.cookies(portal.url)).toEqual([])
    expect(await scripts(page).count()).toBe(0)
    await person.close()
  })
})

test('without HubSpot there is no chat, silently, and sales say once that it is not set up', async () => {
  const bare = await startPortal({
    scale: 0.1,
    environment: { HUBSPOT_API_KEY: undefined, HUBSPOT_HUB_ID: undefined, HUBSPOT_BASE_URL: undefined },
  })
  const { page } = await bare.signIn()
  const answered = page.waitForResponse((response) =>
    Boolean(response.request().postData()?.includes('"operationName":"ChatWidget"')),
  )
  await page.goto(`${bare.url}/sales`)
  const missing = page.getByRole('alert', { name: 'What is missing' })
  await missing.waitFor()
  await answered

  expect(await scripts(page).count()).toBe(0)
  expect(await missing.getByText('HubSpot is not set up on this gateway').count()).toBe(1)
  await page.getByRole('region', { name: 'Sales activity' }).getByText('Opportunity funnel').waitFor()
  expect(await page.getByRole('region', { name: 'Figures' }).count()).toBe(0)
  await bare.close()
})
