import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPerson } from '../support/browser.ts'
import { listedTickets, settled, startPortal, type Portal } from '../support/portal.ts'

let portal: Portal
beforeAll(async () => {
  portal = await startPortal()
})
afterAll(() => portal.close())

describe('a user who is signed out', () => {
  test('is asked to sign in, and lands where they wanted to go', async () => {
    const { page, person } = await portal.signIn({ path: '/service-desk?range=last-90-days&show=open' })

    expect(page.url()).toBe(`${portal.url}/service-desk?range=last-90-days&show=open`)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Service desk')
    await person.close()
  })

  test('loads nothing from elsewhere than the gateway', async () => {
    const person = await newPerson(portal.browser)
    const page = await person.newPage()
    const hosts = new Set<string>()
    page.on('request', (request) => hosts.add(new URL(request.url()).origin))
    await page.goto(portal.url)
    await page.getByRole('button', { name: 'Sign in' }).waitFor()

    expect([...hosts]).toEqual([portal.url])
    expect(await person.cookies()).toEqual([])
    await person.close()
  })
})

describe('a session', () => {
  test('is a cookie that no script can read, and nothing else in the browser', async () => {
    const { page, person } = await portal.signIn()

    // Those of HubSpot's chat come when the page is idle, and know nothing of the session.
    const chat = ['__hstc', 'hubspotutk', '__hssc', 'messagesUtk']
    const cookies = await person.cookies(portal.url)
    const [cookie, ...others] = cookies.filter(({ name }) => !chat.includes(name))
    expect(others).toEqual([])
    expect({ name: cookie?.name, httpOnly: cookie?.httpOnly, sameSite: cookie?.sameSite }).toEqual({
      name: portal.url.startsWith('https:') ? '__Host-session' : 'session',
      httpOnly: true,
      sameSite: 'Lax',
    })
    const kept = await page.evaluate(() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage))
    expect(kept).not.toMatch(/eyJ|token/i)
    await person.close()
  })

  test('leads an old callback address and the sign-in page on to the portal', async () => {
    const { page, person } = await portal.signIn({ path: '/service-desk' })
    for (const address of ['/auth/callback?code=used&state=used', '/sign-in', '/sign-in?error=expired']) {
      await page.goto(`${portal.url}${address}`)
      await page.getByRole('button', { name: /Your account/ }).waitFor()

      expect(new URL(page.url()).pathname).not.toMatch(/^\/(sign-in|auth)/)
      expect(await page.getByText('Your session has ended').filter({ visible: true }).count()).toBe(0)
    }
    await person.close()
  })

  test('that ends in the middle of work loses no filter', async () => {
    const { page, person } = await portal.signIn({ path: '/service-desk?show=open&range=last-90-days' })
    const before = await listedTickets(page)
    await person.clearCookies()
    // What the page asks by itself may be refused before the link asks, and the dialog then stands over it.
    await page.getByRole('link', { name: /^Created in period/ }).dispatchEvent('click')

    const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
    await dialog.waitFor()
    await dialog.getByRole('button', { name: 'Sign in again' }).click()
    await page.getByRole('button', { name: 'Maya Fernandes' }).click()
    await settled(page)
    expect(new URL(page.url()).searchParams.get('range')).toBe('last-90-days')
    expect(await listedTickets(page)).toBeGreaterThan(before)
    await person.close()
  })

  test('ends with signing out, and the back button shows nothing', async () => {
    const { page, person } = await portal.signIn()
    await page.getByRole('button', { name: /Your account/ }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(`${portal.url}/sign-in**`)
    expect(await person.cookies(portal.url)).toEqual([])

    await page.goBack()
    await page.getByRole('button', { name: 'Sign in' }).or(page.getByText('Maya Fernandes')).first().waitFor()
    expect(await page.getByRole('heading', { name: /^Tickets\s*[\d,]*$/ }).count()).toBe(0)
    await person.close()
  })
})

test('a user without a role is told so, and sees no figure', async () => {
  const { page, person } = await portal.signIn({ name: 'Kenji Watanabe' })

  expect(await page.getByRole('alert').first().textContent()).toContain('FORBIDDEN')
  expect(await page.getByRole('table').count()).toBe(0)
  await person.close()
})
