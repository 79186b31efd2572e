import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fastTimes } from '../integration/changes/change-world.ts'
import { patientTimes } from '../integration/changes/desk.ts'
import { expectFocus, focusFault, tabTo } from '../support/keys.ts'
import { settled, startPortal, type Portal } from '../support/portal.ts'

// As keyboard.test.ts, on the pages of operators and administrators: every stop on the way can be seen.

let portal: Portal
beforeAll(async () => {
  portal = await startPortal({ tenants: true, changes: { ...fastTimes, ...patientTimes } })
})
afterAll(() => portal.close())

describe('by keyboard alone', () => {
  test('an operator finds a ticket, logs a change on it and goes back', async () => {
    const { tickets } = (await portal.world.connectWise.state())['acme']!
    const ticket = tickets.find(({ closedFlag }) => !closedFlag)!
    const { page } = await portal.signIn({ name: 'Priya Raman', path: '/changes/acme' })
    await tabTo(page.getByRole('searchbox'))
    await page.keyboard.type(String(ticket.id))
    const link = page.getByRole('link', { name: `#${ticket.id}` })
    await link.waitFor()
    await tabTo(link)
    await page.keyboard.press('Enter')
    await expectFocus(page.getByRole('heading', { name: ticket.summary, exact: true }))

    await tabTo(page.getByText(/^Latest notes/))
    await page.keyboard.press('Enter')
    const kind = page.getByRole('combobox', { name: 'Change type' })
    await tabTo(kind)
    await page.keyboard.type('DID ch')
    await tabTo(page.getByRole('button', { name: 'Remove Destination' }))
    await tabTo(page.getByRole('button', { name: 'Log the change' }))
    await page.keyboard.press('Enter')
    const subject = page.getByRole('textbox', { name: 'DID number' })
    await expectFocus(subject)
    await page.keyboard.type('+1 555 0142')
    await page.keyboard.press('Control+Enter')
    const outcome = page.getByRole('group', { name: 'What was logged' })
    await expectFocus(outcome)
    const logged = page.getByRole('region', { name: 'Logged on this ticket' })
    await logged.getByText('Synced').waitFor()
    expect(await focusFault(page)).toBeNull()

    await tabTo(logged.locator('summary'))
    await page.keyboard.press('Enter')
    await logged.getByText('Priya Raman', { exact: false }).first().waitFor()
    await tabTo(page.getByRole('link', { name: 'All changes' }), 'Shift+Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: /^Logged for/ }).waitFor()
  })

  test('an administrator tests a connection, opens and leaves the credentials, switches a feature, adds a tenant', async () => {
    const { page } = await portal.signIn({ name: 'Helen Marsh', path: '/admin' })
    const acme = page.getByRole('article', { name: 'Acme Telecom' })
    await tabTo(acme.getByRole('button', { name: 'Change credentials' }))
    await page.keyboard.press('Enter')
    await tabTo(acme.getByRole('button', { name: 'Delete…' }))
    await tabTo(acme.getByRole('button', { name: 'Cancel' }), 'Shift+Tab')
    await page.keyboard.press('Enter')
    await acme.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' })
    await tabTo(acme.getByRole('button', { name: 'Test the connection' }))
    await page.keyboard.press('Enter')
    await acme.getByText('All checks passed.').waitFor()

    await tabTo(page.getByText('Add a tenant'))
    await page.keyboard.press('Enter')
    await tabTo(page.getByRole('textbox', { name: 'Id' }))
    await page.keyboard.type('umbrella')
    await tabTo(page.getByRole('textbox', { name: 'Name', exact: true }))
    await page.keyboard.type('Umbrella')
    await page.keyboard.press('Enter')
    await page.getByRole('article', { name: 'Umbrella' }).waitFor()

    const globex = page.getByRole('switch', { name: 'Globex Communications' })
    await tabTo(globex)
    await page.keyboard.press('Space')
    await expect.poll(() => globex.isChecked()).toBe(false)
    await tabTo(page.getByRole('button', { name: 'Check now' }))
    await settled(page)
  })
})
