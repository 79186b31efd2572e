import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { fastTimes } from '../integration/changes/change-world.ts'
import { patientTimes } from '../integration/changes/desk.ts'
import { appearances, axeViolations, keepScreenshot } from '../support/browser.ts'
import { settled, startPortal, type Portal } from '../support/portal.ts'

// The pages of operators and administrators in every state, as looks.test.ts does it for the pages of all users.

let portal: Portal
let ticketIds: number[]
beforeAll(async () => {
  portal = await startPortal({ tenants: true, changes: { ...fastTimes, ...patientTimes, waitMs: 1_000 } })
  const { tickets } = (await portal.world.connectWise.state())['acme']!
  ticketIds = tickets.filter(({ closedFlag }) => !closedFlag).map(({ id }) => id)
})
afterAll(() => portal.close())

const fine = { violations: [], overflow: 0 }

/** Nothing sticks out: a page that scrolls sideways is cut off. */
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

const right = (add: string) =>
  portal.world.connectWise.records('permissions', { company: 'acme', upsert: { id: 'timeEntry', add } })

/** Looks at a page in states that come one after another. */
function createLook(page: Page, suffix: string) {
  const found: Record<string, typeof fine | { violations: string[]; overflow: number }> = {}
  const look = async (name: string) => {
    await settled(page)
    // What lies half under the header when one has scrolled is no fault of it.
    await page.evaluate(() => window.scrollTo(0, 0))
    await keepScreenshot(page, `${name}-${suffix}`)
    found[name] = { violations: await axeViolations(page), overflow: await overflow(page) }
  }
  return { found, look }
}

async function logNote(page: Page, text: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Change type' }).selectOption('Something else (free text)')
  await page.getByRole('textbox', { name: 'Work performed' }).fill(text)
  await page.getByRole('textbox', { name: 'Minutes' }).fill('15')
  await page.getByRole('button', { name: 'Log the change' }).click()
}

describe.each(appearances)('in $scheme on a $device', ({ scheme, device, width }) => {
  test('every state of the changes is accessible and fits', async () => {
    const { page, person } = await portal.signIn({ name: 'Priya Raman', path: '/changes', person: { scheme, width } })
    const { found, look } = createLook(page, `${device}-${scheme}`)
    const [first, second] = [ticketIds.pop()!, ticketIds.pop()!]
    const logged = page.getByRole('region', { name: 'Logged on this ticket' })

    await page.goto(`${portal.url}/changes/acme?search=phone`)
    await page.getByRole('list', { name: 'Tickets found' }).waitFor()
    await look('changes-found')
    await page.goto(`${portal.url}/changes/acme/${first}`)
    await page.getByRole('combobox', { name: 'Change type' }).selectOption('DID changed')
    await page.getByRole('textbox', { name: 'Minutes' }).fill('a while')
    await page.getByRole('button', { name: 'Log the change' }).click()
    await page.getByText('Enter a DID number.').waitFor()
    await look('changes-form')

    await right('None')
    await logNote(page, 'Moved the main number to the new trunk.\nTested in both directions with the customer.')
    await logged.getByText('Failed', { exact: true }).waitFor()
    await look('changes-refused')
    await right('All')

    await page.goto(`${portal.url}/changes/acme/${second}`)
    await page.getByRole('heading', { name: 'Log a change' }).waitFor()
    await portal.world.connectWise.fault({ match: '.', status: 503, times: -1 })
    await logNote(page, 'Changed the greeting.')
    await logged.getByText('Pending', { exact: true }).waitFor()
    await look('changes-pending')
    await logged.getByRole('button', { name: 'Cancel', exact: true }).click()
    await look('changes-cancel-asked')
    await logged.getByRole('button', { name: 'Keep it' }).click()
    // Words that were changed after the answer was lost.
    await page.route('**/graphql', async (route, request) => {
      if (!(request.postData() ?? '').includes('"operationName":"LogChange"')) return route.fallback()
      await route.fetch()
      return route.abort('connectionreset')
    })
    await logNote(page, 'Forwarded the main number to Ann Lee.')
    await page.getByText('The gateway cannot be reached').waitFor()
    await page.unroute('**/graphql')
    await logNote(page, 'Forwarded the main number to Bob Stone.')
    await page.getByRole('alert', { name: 'Logged before' }).waitFor()
    await look('changes-logged-before')
    await page.getByRole('button', { name: 'Discard the new words' }).click()
    // The list of all changes needs no ConnectWise.
    await page.goto(`${portal.url}/changes/acme`)
    const ann = page
      .getByRole('region', { name: /^Logged for/ })
      .getByRole('listitem')
      .filter({ hasText: 'to Ann Lee' })
      .first()
    await ann.getByRole('button', { name: 'Cancel', exact: true }).click()
    await ann.getByRole('button', { name: 'Cancel the change' }).click()
    await ann.getByText('Cancelled', { exact: true }).waitFor()
    await look('changes-cancelled')
    await portal.world.connectWise.clearFaults()
    await page.goto(`${portal.url}/changes/acme/${second}`)
    await logged.getByText('Synced', { exact: true }).first().waitFor()

    await page.goto(`${portal.url}/changes/acme`)
    await look('changes-history')
    await page.goto(`${portal.url}/changes/initech`)
    await look('changes-off')
    await page.goto(`${portal.url}/changes/acme/1`)
    await page.getByRole('heading', { name: 'There is no ticket 1' }).waitFor()
    await look('changes-no-ticket')

    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, fine])))
    await person.close()
  }, 180_000)

  test('every state of the administration is accessible and fits', async () => {
    const { page, person } = await portal.signIn({ name: 'Helen Marsh', path: '/admin', person: { scheme, width } })
    const { found, look } = createLook(page, `${device}-${scheme}`)
    const acme = page.getByRole('article', { name: 'Acme Telecom' })

    await page.goto(`${portal.url}/audit`)
    await page.getByRole('table', { name: 'Records' }).waitFor()
    await look('audit')
    await page.goto(`${portal.url}/admin`)

    await page.getByRole('region', { name: 'Vendors' }).getByRole('listitem').first().waitFor()
    await look('admin')
    await acme.getByRole('button', { name: 'Change credentials' }).click()
    await acme.getByRole('textbox', { name: 'Operator-to-member mapping' }).fill('no line')
    await acme.getByRole('button', { name: 'Save' }).click()
    await acme.getByText('This line cannot be read').waitFor()
    await look('admin-credentials')
    await acme.getByRole('button', { name: 'Cancel' }).click()

    await portal.world.connectWise.records('permissions', {
      company: 'acme',
      upsert: { id: 'memberMaintenance', inquire: 'None' },
    })
    await acme.getByRole('button', { name: 'Test the connection' }).click()
    await acme.getByText('1 of 8 checks failed.').waitFor()
    await page.getByText('Add a tenant').click()
    await look('admin-tested')
    await portal.world.connectWise.records('permissions', {
      company: 'acme',
      upsert: { id: 'memberMaintenance', inquire: 'All' },
    })

    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, fine])))
    await person.close()
  })
})
