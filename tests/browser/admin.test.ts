import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { settled, startPortal, type Portal } from '../support/portal.ts'

// One administrator's afternoon: each fact goes on where the one before it ended.

let portal: Portal
let page: Page
beforeAll(async () => {
  portal = await startPortal({ tenants: true })
  page = (await portal.signIn({ name: 'Helen Marsh', path: '/admin' })).page
})
afterAll(() => portal.close())

const card = (name: string) => page.getByRole('article', { name })
const checks = (name: string) => card(name).getByRole('list', { name: 'Checks' }).getByRole('listitem')
const initech = 'Initech Voice Services'

/** What the gateway says of a tenant to an administrator, as text. */
async function tenantText(id: string): Promise<string> {
  const document = `query ($id: ID!) { tenant(id: $id) { id name connectWise { enabled credentials { companyId } } } }`
  return (await portal.world.query(document, { id }, { role: 'admin' })).text
}

describe('tenants', () => {
  test('are listed with how they stand, and no key of theirs is on the page', async () => {
    const { publicKey, privateKey, clientId } = portal.world.simulators.connectWise.credentials('acme')
    await card('Acme Telecom').waitFor()

    expect(await page.getByRole('article').getByRole('heading', { level: 3 }).allInnerTexts()).toEqual([
      'Acme Telecom',
      'Globex Communications',
      initech,
    ])
    expect(await card('Acme Telecom').innerText()).toContain('ConnectWise is on')
    expect(await card(initech).innerText()).toContain('No credentials yet')
    const whole = await page.content()
    for (const key of [publicKey, privateKey, clientId]) expect(whole).not.toContain(key)
  })

  test('a bad id is explained at its field, and a good one is added', async () => {
    await page.getByText('Add a tenant').click()
    const id = page.getByRole('textbox', { name: 'Id' })
    await id.fill('Not Good!')
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Umbrella Networks')
    await page.getByRole('button', { name: 'Add the tenant' }).click()
    await page.getByText('An id has 1 to 40 lower-case letters').waitFor()
    expect(await id.getAttribute('aria-invalid')).toBe('true')

    await id.fill('umbrella')
    await page.getByRole('button', { name: 'Add the tenant' }).click()
    await card('Umbrella Networks').waitFor()
    expect(await tenantText('umbrella')).toContain('Umbrella Networks')
    expect(await id.inputValue()).toBe('')
  })

  test('an id that is taken is refused', async () => {
    const id = page.getByRole('textbox', { name: 'Id' })
    await id.fill('acme')
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Acme again')
    await page.getByRole('button', { name: 'Add the tenant' }).click()

    await expect.poll(() => id.getAttribute('aria-invalid')).toBe('true')
    expect(await page.getByRole('article').count()).toBe(4)
    await page.getByText('Add a tenant').click()
  })

  test('can be renamed', async () => {
    await card('Umbrella Networks').getByRole('button', { name: 'Rename' }).click()
    await card('Umbrella Networks').getByRole('textbox', { name: 'New name' }).fill('Umbrella Voice')
    await card('Umbrella Networks').getByRole('button', { name: 'Rename' }).last().click()

    await card('Umbrella Voice').waitFor()
    expect(await tenantText('umbrella')).toContain('Umbrella Voice')
  })
})

describe('credentials', () => {
  const field = (name: string) => card(initech).getByRole('textbox', { name })

  test('an address that is no ConnectWise is refused at its field, and what was typed stays', async () => {
    const { publicKey, privateKey, clientId } = portal.world.simulators.connectWise.credentials('initech')
    await card(initech).getByRole('button', { name: 'Add credentials' }).click()
    await field('Address').fill('https://evil.example')
    await field('Company id').fill('initech')
    await field('Public key').fill(publicKey)
    await field('Private key').fill(privateKey)
    await field('Client id').fill(clientId)
    await card(initech).getByRole('button', { name: 'Save' }).click()

    await expect.poll(() => field('Address').getAttribute('aria-invalid')).toBe('true')
    expect(await field('Private key').inputValue()).toBe(privateKey)
    expect(await tenantText('initech')).toContain('"credentials":null')
  })

  test('saved keys are never shown again, and an empty field keeps them', async () => {
    const { baseUrl, publicKey, privateKey, clientId } = portal.world.simulators.connectWise.credentials('initech')
    await field('Address').fill(baseUrl)
    await card(initech).getByRole('button', { name: 'Save' }).click()
    await card(initech).getByRole('button', { name: 'Change credentials' }).waitFor()
    expect(await card(initech).innerText()).toContain(`…${publicKey.slice(-4)}`)
    await page.reload()
    await card(initech).getByRole('button', { name: 'Change credentials' }).click()
    for (const name of ['Public key', 'Private key', 'Client id']) expect(await field(name).inputValue()).toBe('')
    const whole = await page.content()
    for (const key of [publicKey, privateKey, clientId]) expect(whole).not.toContain(key)

    await field('Operator-to-member mapping').fill('this is no line')
    await card(initech).getByRole('button', { name: 'Save' }).click()
    await card(initech).getByText('This line cannot be read: this is no line').waitFor()
    await field('Operator-to-member mapping').fill('')
    await card(initech).getByRole('button', { name: 'Save' }).click()
    await field('Address').waitFor({ state: 'detached' })
    await card(initech).getByRole('button', { name: 'Test the connection' }).click()
    await card(initech).getByText('All checks passed.').waitFor()
    expect(await checks(initech).count()).toBe(8)
  })

  test('a right that is missing is told apart, with where it is given', async () => {
    const right = (inquire: string) =>
      portal.world.connectWise.records('permissions', { company: 'acme', upsert: { id: 'memberMaintenance', inquire } })
    await right('None')
    await card('Acme Telecom').getByRole('button', { name: 'Test the connection' }).click()
    await card('Acme Telecom').getByText('1 of 8 checks failed.').waitFor()
    const failed = await checks('Acme Telecom').filter({ hasText: ': failed' }).allInnerTexts()

    expect(failed).toEqual([expect.stringMatching(/Members: read[^]*Member Maintenance/)])
    await right('All')
    await card('Acme Telecom').getByRole('button', { name: 'Test the connection' }).click()
    await card('Acme Telecom').getByText('All checks passed.').waitFor()
  })

  test('an address that does not answer is one failure, and the rest is skipped', async () => {
    await portal.world.connectWise.fault({ match: '/service/tickets', reset: true, times: -1 })
    await card('Acme Telecom').getByRole('button', { name: 'Test the connection' }).click()
    await card('Acme Telecom').getByText('Connection failed: address unreachable (7 checks skipped).').waitFor()

    expect(await checks('Acme Telecom').filter({ hasText: ': failed' }).count()).toBe(1)
    expect(await checks('Acme Telecom').filter({ hasText: ': skipped' }).count()).toBe(7)
    await portal.world.connectWise.clearFaults()
  })

  test('the usual status of a board is chosen by name, and the others stay', async () => {
    const acme = (await portal.world.connectWise.state())['acme']!
    const board = acme.boards.find(({ name }) => name === 'Voice')!
    const status = acme.statuses.find((row) => row.board.id === board.id && !row.inactive && row.sortOrder > 0)!
    await card('Acme Telecom').getByRole('button', { name: 'Change credentials' }).click()
    await card('Acme Telecom')
      .getByRole('textbox', { name: 'Default status per board' })
      .fill(`${board.id} = 7\n999 = 5`)
    await card('Acme Telecom').getByRole('button', { name: 'Save' }).click()
    await card('Acme Telecom').getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' })

    await card('Acme Telecom').getByRole('button', { name: 'Change credentials' }).click()
    await card('Acme Telecom').getByRole('button', { name: 'Choose from its boards' }).click()
    const choice = card('Acme Telecom').getByRole('combobox', { name: `Voice (${board.id})` })
    await choice.waitFor()
    expect(await choice.locator('option:checked').innerText()).toBe('Status 7, which the board does not have')
    await choice.selectOption({ label: `${status.name} (${status.id})` })
    await card('Acme Telecom').getByRole('button', { name: 'Save' }).click()
    await card('Acme Telecom').getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' })

    const document = '{ tenant(id: "acme") { connectWise { credentials { defaultStatuses { boardId statusId } } } } }'
    const { body } = await portal.world.query(document, {}, { role: 'admin' })
    expect(body.data).toEqual({
      tenant: {
        connectWise: {
          credentials: {
            defaultStatuses: [
              { boardId: 999, statusId: 5 },
              { boardId: board.id, statusId: status.id },
            ],
          },
        },
      },
    })
  })

  test('are deleted only when one is sure', async () => {
    await card(initech).getByRole('button', { name: 'Change credentials' }).click()
    await card(initech).getByRole('button', { name: 'Delete…' }).click()
    expect(await tenantText('initech')).toContain('"companyId":"initech"')
    await card(initech).getByRole('button', { name: 'Delete for good' }).click()

    await card(initech).getByText('No credentials yet').waitFor()
    expect(await tenantText('initech')).toContain('"credentials":null')
  })
})

describe('features and vendors', () => {
  test('a switch acts at once', async () => {
    const features = page.getByRole('group', { name: 'ConnectWise' })
    const globex = features.getByRole('switch', { name: 'Globex Communications' })
    expect(await globex.isChecked()).toBe(true)
    await globex.click()
    await card('Globex Communications').getByText('ConnectWise is off').waitFor()
    const query = 'query { tenant(id: "globex") { connectWise { tickets(search: "a", first: 1) { id } } } }'
    const off = await portal.world.query(query, {}, { role: 'operator' })
    expect(off.body.errors?.[0]?.extensions.code).toBe('FEATURE_DISABLED')

    await globex.click()
    await card('Globex Communications').getByText('ConnectWise is on').waitFor()
    const on = await portal.world.query(query, {}, { role: 'operator' })
    expect(on.body.errors).toBeUndefined()
  })

  test('each vendor says how it stands, ConnectWise tenant by tenant', async () => {
    const vendors = page.getByRole('region', { name: 'Vendors' }).getByRole('listitem')
    await vendors.first().waitFor()
    const lines = (await vendors.allInnerTexts()).map((line) => line.replaceAll(/\s+/g, ' '))
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringContaining('Autotask'),
        expect.stringContaining('HubSpot'),
        expect.stringMatching(/^ConnectWise · Acme Telecom (Connected|Unknown)/),
        expect.stringMatching(/^ConnectWise · Globex Communications/),
      ]),
    )
  })

  test('an operator is not led here, and is told why when here all the same', async () => {
    const { page: priya, person } = await portal.signIn({ name: 'Priya Raman', path: '/changes' })
    expect(await priya.getByRole('link', { name: 'Administration' }).count()).toBe(0)
    await priya.goto(`${portal.url}/admin`)
    await priya.getByText('You don’t have access').first().waitFor()
    await settled(priya)

    expect(await priya.getByText('Add a tenant').count()).toBe(0)
    await person.close()
  })
})
