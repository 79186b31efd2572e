import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../support/world.ts'
import { findTextArguments } from '../support/text-arguments.ts'
import { roots, schema, takes, writeOperation } from './schema-walk.ts'

/* An operator of acme, and globex: through every field, mutation and id of the schema, also those that are added. */

let world: World
let acme: string
/** A change of globex, and a text that only it has. */
let change: string
const planted = 'PLANTED-OF-GLOBEX-5511'

beforeAll(async () => {
  world = await startWorld({ scale: 0.05, tenants: true })
  acme = await world.token('operator', 'acme')
  const { body, text } = await world.query<{ logChange: { change: { id: string } } }>(
    `mutation {
      logChange(
        input: {
          tenantId: "globex"
          ticketId: ${await ticketOf('globex')}
          note: "${planted}"
          idempotencyKey: "planted-of-globex"
        }
      ) { change { id } userErrors { message } }
    }`,
    {},
    { role: 'admin' },
  )
  change = body.data?.logChange.change?.id ?? ''
  expect(change, text).toMatch(/^globex:/)
})
beforeEach(() => world.connectWise.clearRequests())
afterAll(() => world.close())

async function ticketOf(tenant: string): Promise<number> {
  const { body } = await world.query<{ tenant: { connectWise: { tickets: { ticketId: number }[] } } }>(
    `{ tenant(id: "${tenant}") { connectWise { tickets(search: "on") { ticketId } } } }`,
    {},
    { role: 'admin' },
  )
  return body.data?.tenant.connectWise.tickets[0]?.ticketId ?? 0
}

/** All that is known of globex's side, to see whether it was changed. */
async function stateOfGlobex(): Promise<string> {
  const { text } = await world.query(
    `{
      tenants { id name }
      featureFlags { key enabled tenants { tenant { id } enabled } }
      tenant(id: "globex") {
        connectWise {
          credentials { companyId baseUrl publicKeyHint updatedAt }
          changes { nodes { id state note } }
        }
      }
    }`,
    {},
    { role: 'admin' },
  )
  return text
}

const valuesOf = (tenant: string) => ({
  id: tenant,
  tenantId: tenant,
  changeId: tenant === 'globex' ? change : `${tenant}:AAAAAAAAAA`,
  ticketId: 50_001,
  search: 'phone',
  first: 5,
})
const codes = ({ body }: Awaited<ReturnType<World['query']>>) =>
  (body.errors ?? []).map(({ extensions }) => extensions.code)

test('an administrator sees what this is about, so that the rest means something', async () => {
  const all = await world.query(`{ tenants { id } change(id: "${change}") { id note } }`, {}, { role: 'admin' })

  expect(all.text).toContain('"globex"')
  expect(all.text).toContain(planted)
})

describe('reading all that a field gives', () => {
  test.each(roots.filter(({ kind }) => kind === 'query'))('$name shows nothing of globex', async (root) => {
    const answer = await world.query(writeOperation(root, valuesOf('acme')), {}, { token: acme })
    const { text } = answer

    expect([200, codes(answer).filter((code) => /INPUT|EXPENSIVE/.test(code))]).toEqual([answer.status, []])
    expect(text).not.toMatch(/globex/i)
    expect(text).not.toContain(planted)
  })
})

const namesTenant = (name: string) => ['tenantId', 'changeId'].includes(name)
const ofTenants = roots.filter(
  (root) =>
    takes(root, namesTenant) ||
    ['tenant', 'change'].includes(root.name) ||
    (root.kind === 'mutation' && takes(root, (name) => name === 'id')),
)

describe('asking for globex', () => {
  test('is possible in as many fields as there are', () => {
    expect(ofTenants.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['tenant', 'change', 'logChange', 'retryChange', 'cancelChange', 'setFeatureFlag']),
    )
    expect(ofTenants.length).toBeGreaterThanOrEqual(13)
  })

  test.each(ofTenants)('$kind $name is FORBIDDEN, asks nobody and changes nothing', async (root) => {
    const before = await stateOfGlobex()
    await world.connectWise.clearRequests()
    const known = { ...valuesOf('globex'), ...(root.name === 'change' && { id: change }) }
    const inputs = root.kind === 'mutation' && takes(root, (name) => name === 'id') ? [change, 'globex'] : [known.id]
    for (const id of inputs) {
      const answer = await world.query(writeOperation(root, { ...known, id }, 2, true), {}, { token: acme })
      expect([id, codes(answer)]).toEqual([id, ['FORBIDDEN']])
      expect(answer.text).not.toContain(planted)
    }

    expect(await world.connectWise.requests()).toEqual([])
    expect(await stateOfGlobex()).toBe(before)
  })

  test('in any spelling gives nothing more', async () => {
    for (const id of [
      'Globex',
      'GLOBEX',
      ' globex',
      'globex ',
      'glo\u200bbex',
      'ｇlobex',
      'globex\u0000',
      'acme,globex',
      'acme:globex',
      '%',
      '*',
    ]) {
      const { body } = await world.query(
        'query ($id: ID!) { tenant(id: $id) { id name connectWise { enabled } } }',
        { id },
        { token: acme },
      )
      expect([id, body.data]).toEqual([id, { tenant: null }])
    }
    expect(await world.connectWise.requests()).toEqual([])
  })
})

test('no text of any operation is taken for a tenant: the name of globex in each of them brings nothing of it', async () => {
  const places = findTextArguments(schema, { id: 'acme', tenantId: 'acme', ticketId: 50_001 })
  const leaks: string[] = []
  for (const { name, query, variablesFor } of places) {
    for (const text of ['globex', change]) {
      const answer = await world.query(query, variablesFor(text), { token: acme })
      if (answer.text.includes(planted) || /Globex/.test(answer.text)) leaks.push(name)
    }
  }

  expect(places.length).toBeGreaterThan(40)
  expect(leaks).toEqual([])
})
