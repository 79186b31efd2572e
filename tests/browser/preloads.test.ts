import { afterAll, beforeAll, expect, test } from 'vitest'
import { newPerson } from '../support/browser.ts'
import { settled, startPortal, type Portal } from '../support/portal.ts'

let portal: Portal
beforeAll(async () => {
  portal = await startPortal({ scale: 0.1 })
})
afterAll(() => portal.close())

test.each([
  ['/service-desk', 'Service desk'],
  ['/sales', 'Sales'],
  ['/website', 'Website'],
])('the files of %s are asked for by the page itself, and each of them once', async (path, heading) => {
  const { page, person } = await portal.signIn()
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    // The chat comes later, behind everything else, also that of the page before.
    if (/^\/assets\/(?!chat-)/.test(pathname)) asked.push(pathname)
  })
  const devTools = await person.newCDPSession(page)
  await devTools.send('Network.clearBrowserCache')
  const response = await page.goto(`${portal.url}${path}`)
  await settled(page)
  const link = (await response?.headerValue('link')) ?? ''
  const html = (await response?.text()) ?? ''
  const named = [...`${link} ${html}`.matchAll(/\/assets\/[\w.-]+/g)].map(([file]) => file)

  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(heading)
  expect(asked.filter((file, index) => asked.indexOf(file) !== index)).toEqual([])
  expect(named.filter((file, index) => named.indexOf(file) !== index)).toEqual([])
  expect(named.filter((file) => !asked.includes(file))).toEqual([])
  expect(asked.filter((file) => !named.includes(file))).toEqual([])
  await person.close()
})

test('while someone signs in, the browser fetches the files of the page that comes next, and complains of nothing', async () => {
  const person = await newPerson(portal.browser)
  const page = await person.newPage()
  const complaints: string[] = []
  const fetched: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (pathname.startsWith('/assets/') && response.status() === 200) fetched.push(pathname)
  })
  const response = await page.goto(`${portal.url}/sales`)
  const link = (await response?.headerValue('link')) ?? ''
  const named = [...link.matchAll(/\/assets\/[\w.-]+/g)].map(([file]) => file)

  expect(named.some((file) => file.includes('sales-page'))).toBe(true)
  await expect.poll(() => named.filter((file) => !fetched.includes(file))).toEqual([])
  expect(complaints).toEqual([])
  await person.close()
})
