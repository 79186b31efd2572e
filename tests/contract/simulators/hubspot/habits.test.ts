import vm from 'node:vm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSmallHubSpot, type SmallHubSpot } from './small-hubspot.ts'

// What the fact sheet calls quirks: each of them would let a careless caller pass here and fail there.
let hubspot: SmallHubSpot
beforeAll(async () => {
  hubspot = await startSmallHubSpot()
})
afterAll(() => hubspot.close())

const searchContacts = (body: object) => hubspot.post('/crm/v3/objects/contacts/search', body)
const filterBy = (filter: object) => ({ filterGroups: [{ filters: [filter] }] })

test('a filter at the epoch itself breaks the search, a second later it does not', async () => {
  const since = (value: string) => searchContacts(filterBy({ propertyName: 'createdate', operator: 'GTE', value }))

  expect((await since('0')).status).toBe(500)
  expect((await since('1970-01-01T00:00:00Z')).status).toBe(500)
  expect((await since('1000')).status).toBe(200)
})

test('a list of texts is compared as it is written: in lower case or in vain', async () => {
  const email = hubspot.world().contacts.find(({ properties }) => properties['email'])!.properties['email']!
  const among = async (text: string) =>
    (await searchContacts(filterBy({ propertyName: 'email', operator: 'IN', values: [text] }))).body.total

  expect(await among(email.toLowerCase())).toBeGreaterThan(0)
  expect(await among(email.toUpperCase())).toBe(0)
})

test('a sort by a property that does not exist is refused', async () => {
  const { status, body } = await searchContacts({ sorts: [{ propertyName: 'nope', direction: 'ASCENDING' }] })
  expect([status, body.errors[0].code]).toEqual([400, 'PROPERTY_DOESNT_EXIST'])
})

test('the token itself is enough to ask what it may', async () => {
  const info = await fetch(`${hubspot.url}/oauth/v2/private-apps/get/access-token-info`, {
    method: 'POST',
    body: JSON.stringify({ tokenKey: hubspot.token }),
  })
  expect([info.status, await info.json()]).toEqual([
    200,
    expect.objectContaining({ hubId: hubspot.world().account.portalId }),
  ])
})

test('the second’s own rate header counts calls', async () => {
  const remaining = async () =>
    Number((await hubspot.get('/crm/v3/pipelines/deals')).headers.get('x-hubspot-ratelimit-secondly-remaining'))
  hubspot.clock.advance(2_000)
  const first = await remaining()

  expect(first).toBe(18)
  expect(await remaining()).toBe(17)
})

test('the chat’s widget only loads before it is loaded: anything else warns and does nothing', async () => {
  const script = (await hubspot.get(`/${hubspot.world().account.portalId}.js`)).text
  const warnings: string[] = []
  const created: string[] = []
  const document = {
    cookie: '',
    body: { append: () => undefined },
    createElement: (name: string) => {
      created.push(name)
      return { style: {}, dataset: {}, setAttribute: () => undefined, append: () => undefined, remove: () => undefined }
    },
  }
  const page = {
    hsConversationsSettings: { loadImmediately: false },
    document,
    console: { warn: (text: string) => warnings.push(text) },
  }
  vm.runInNewContext(
    `var window = globalThis; ${script}
    var widget = window.HubSpotConversations.widget
    widget.open(); widget.close(); widget.refresh(); widget.remove()`,
    page,
  )

  expect(created).toEqual([])
  expect(warnings).toHaveLength(4)
  vm.runInNewContext(
    `var window = globalThis; window.hubspot_live_messages_running = false; ${script}
    window.HubSpotConversations.widget.load()`,
    page,
  )
  expect(created).toContain('button')
})
