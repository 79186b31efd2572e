import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/world.ts'

/* The gateway runs in this process: what it does to Object.prototype shows here. */

let world: World
let token: string
const before = Reflect.ownKeys(Object.prototype).map(String).toSorted()

beforeAll(async () => {
  world = await startWorld({ scale: 0.05, tenants: true })
  token = await world.token('admin')
})
afterAll(() => world.close())
afterEach(() => {
  expect(Reflect.ownKeys(Object.prototype).map(String).toSorted()).toEqual(before)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  expect(([] as unknown as Record<string, unknown>)['polluted']).toBeUndefined()
})

const query = 'query ($filter: TicketFilter) { tickets(filter: $filter, first: 1) { totalCount } }'
const polluted = '{ "polluted": "yes", "role": "ADMIN", "isAdmin": true }'

async function post(text: string) {
  const response = await fetch(`${world.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: text,
  })
  return { status: response.status, text: await response.text() }
}

test.each([
  ['the body', `{ "query": "{ viewer { id } }", "__proto__": ${polluted} }`],
  ['the constructor of the body', `{ "query": "{ viewer { id } }", "constructor": { "prototype": ${polluted} } }`],
  ['variables', `{ "query": ${JSON.stringify(query)}, "variables": { "__proto__": ${polluted} } }`],
  ['an input', `{ "query": ${JSON.stringify(query)}, "variables": { "filter": { "__proto__": ${polluted} } } }`],
  [
    'the constructor of an input',
    `{ "query": ${JSON.stringify(query)}, "variables": { "filter": { "constructor": { "prototype": ${polluted} } } } }`,
  ],
  ['extensions', `{ "query": "{ viewer { id } }", "extensions": { "__proto__": ${polluted} } }`],
  [
    'the hash of an operation',
    `{ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": "__proto__" }, "__proto__": ${polluted} } }`,
  ],
  ['a name of an operation', '{ "query": "{ viewer { id } }", "operationName": "__proto__" }'],
])('the name of a prototype in %s changes no object', async (_, text) => {
  const { status } = await post(text)

  expect([200, 400]).toContain(status)
})

test('names of every object in the address change none', async () => {
  for (const search of [
    '?__proto__[polluted]=yes&query={viewer{id}}',
    '?constructor[prototype][polluted]=yes&query={viewer{id}}',
    '?variables={"__proto__":{"polluted":"yes"}}&query={viewer{id}}',
  ]) {
    const response = await fetch(`${world.url}/graphql${search}`, {
      headers: { authorization: `Bearer ${token}`, 'apollo-require-preflight': '1' },
    })
    expect([200, 400]).toContain(response.status)
    await response.text()
  }
  for (const path of ['/__proto__', '/constructor', '/toString', '/hasOwnProperty', '/graphql/__proto__']) {
    const response = await fetch(`${world.url}${path}`)
    expect([path, response.status]).toEqual([path, 404])
    await response.text()
  }
})

test('names of every object as ids, aliases and keys are texts like any other', async () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__']
  for (const name of names) {
    const answer = await world.query(
      `query ($id: ID!, $search: String!) {
        tenant(id: $id) { id }
        change(id: $id) { id }
        ticket(id: $id) { id }
        acme: tenant(id: "acme") { connectWise { tickets(search: $search) { id } } }
        ${name.startsWith('__') ? 'x' : name}: viewer { id }
      }`,
      { id: name, search: name },
      { token },
    )
    expect([name, answer.status, answer.body.data]).toMatchObject([
      name,
      200,
      { tenant: null, change: null, ticket: null },
    ])
    const flag = await world.query(
      'mutation ($key: String!) { setFeatureFlag(input: { key: $key, enabled: true }) { flag { key } userErrors { code } } }',
      { key: name },
      { token },
    )
    expect([name, flag.body.data?.['setFeatureFlag']]).toMatchObject([name, { flag: null }])
  }
})

test('names of every object in what a vendor answers change none', async () => {
  await world.fault({
    match: '/Tickets/query',
    times: 1,
    status: 200,
    body: JSON.parse(
      `{ "items": [{ "id": 1, "__proto__": ${polluted} }], "pageDetails": { "__proto__": ${polluted} } }`,
    ) as object,
  })
  const { status } = await world.query('{ tickets(range: { preset: LAST_7_DAYS }) { totalCount } }', {}, { token })
  await world.clearFaults()

  expect(status).toBe(200)
})
