import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, newPerson } from '../../support/browser.ts'
import { startLambdaWorld, type LambdaWorld } from '../../support/lambda/lambda-world.ts'
import { settled } from '../../support/portal.ts'

/* The portal in a real browser, on the function of the zip: it has no live streams there, and asks again instead. */

let world: LambdaWorld
let browser: Browser
let page: Page
const types: string[] = []

beforeAll(async () => {
  world = await startLambdaWorld({ tenants: true })
  browser = await launchBrowser()
  page = await (await newPerson(browser)).newPage()
  page.on('response', (response) => types.push(response.headers()['content-type'] ?? ''))
})
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

const acme = async () => (await world.connectWise.state())['acme']!

test('signs people in, shows the service desk, and says of a change when the schedule has delivered it', async () => {
  await page.goto(`${world.url}/service-desk`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Priya Raman' }).click()
  await page.waitForURL((address) => address.href.startsWith(`${world.url}/service-desk`))
  await settled(page)

  const ticket = (await acme()).tickets.find(({ closedFlag }) => !closedFlag)!
  await page.goto(`${world.url}/changes/acme/${ticket.id}`)
  await settled(page)
  await world.connectWise.fault({ match: 'POST ', times: -1, status: 500 })
  await page.getByRole('combobox', { name: 'Change type' }).selectOption('Something else (free text)')
  await page.getByRole('textbox', { name: 'Work performed' }).fill('Moved a desk phone, told by a browser.')
  await page.getByRole('textbox', { name: 'Minutes' }).fill('15')
  await page.getByRole('button', { name: 'Log the change' }).click()
  const outcome = page.getByRole('group', { name: 'What was logged' })
  await outcome.getByText('Saved, being delivered').waitFor()

  await world.connectWise.clearFaults()
  await world.lambda.killAll()
  const isTold = outcome.getByText('Synced to ConnectWise').waitFor()
  // The schedule, more often than each minute.
  const over = new AbortController()
  const told = isTold.finally(() => over.abort())
  while (!over.signal.aborted) {
    expect(await world.schedule()).toHaveProperty('result')
    await sleep(2_000)
  }
  await told

  const { notes } = await acme()
  expect(notes.filter(({ text }) => text.includes('told by a browser')).length).toBe(1)
  expect(types.filter((type) => /event-stream|multipart/.test(type))).toEqual([])
})
