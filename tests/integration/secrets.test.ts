import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startFakeVendor, type FakeVendor } from '../support/fake-vendor.ts'
import { pageDocument } from '../support/page-document.ts'
import { startGateway, startWorld, type Gateway, type World, type WorldOptions } from '../support/world.ts'

const planted = {
  error: 'PLANTED-ERROR-TEXT-8841',
  html: 'PLANTED-HTML-PAGE-8842',
  header: 'PLANTED-HEADER-8843',
  location: 'planted-redirect-8844.example',
  row: 'PLANTED-FOREIGN-PAGE-8845',
}

const documents = [
  pageDocument,
  '{ activitySummary(range: { preset: LAST_30_DAYS }) { totalTickets hoursLogged byCompany { label } } }',
  '{ dailyReport { hoursWorked tickets { totalCount } } monthlyReport { hoursByResource { hours } } }',
  '{ salesActivity { conversations { total } funnel { count } recent { company { name } } } }',
  '{ ticket(id: "1") { id } vendorStatus { vendor state message } viewer { id } }',
  'mutation { refresh(input: { scope: ALL }) { refreshedAt } }',
  '{ nope }',
]

const faults: object[] = [
  { status: 500, body: { errors: [planted.error] } },
  { status: 500, body: { errors: [`Unable to find ${planted.error} in the Ticket Entity.`] } },
  { status: 200, body: { errors: [planted.error] } },
  { status: 200, body: planted.error },
  { status: 200, html: true, body: `<html>${planted.html}</html>` },
  { status: 503, html: true, body: `<html>${planted.html}</html>`, headers: { 'x-planted': planted.header } },
  { status: 401, headers: { 'www-authenticate': `Basic Realm="${planted.header}"` } },
  { status: 403, body: planted.error },
  { status: 405, body: { Message: planted.error } },
  { status: 429, body: { errors: [planted.error] }, headers: { 'retry-after': '60', 'x-planted': planted.header } },
  { status: 302, headers: { location: `https://${planted.location}/` } },
  {
    status: 200,
    body: { items: [], pageDetails: { nextPageUrl: `https://${planted.location}/${planted.row}` } },
  },
  { reset: true },
  { truncate: true },
  { hang: true },
]

/** Everything that left the gateway while these operations ran. */
async function leavings(gateway: Gateway, token: string): Promise<string> {
  const parts: string[] = []
  const note = async (response: Response) => parts.push(JSON.stringify([...response.headers]), await response.text())
  for (const document of documents) {
    const answer = await gateway.query(document, {}, { token })
    parts.push(JSON.stringify([...answer.headers]), answer.text)
  }
  for (const path of ['/metrics', '/api/health', '/health/live', '/health/ready', `/nothing?token=${token}`]) {
    await note(await fetch(gateway.url + path, { headers: { authorization: `Bearer ${token}` } }))
  }
  await note(await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { authorization: `Bearer ${token}x` } }))
  parts.push(...gateway.log)
  return parts.join('\n')
}

const found = (text: string, needles: readonly string[]) => needles.filter((needle) => text.includes(needle))

/** A secret as it is, in JSON, in a URL and in base64. */
const spellings = (secret: string) => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64'),
]

/** Runs a gateway that has asked nothing yet. */
async function inGateway<T>(options: WorldOptions, run: (gateway: Gateway) => Promise<T>): Promise<T> {
  const gateway = await startGateway(world.simulators, { timeouts: { autotask: 300 }, ...options })
  try {
    return await run(gateway)
  } finally {
    await gateway.close()
  }
}

/** The secrets of a usual gateway, in every spelling. */
function usualSecrets(): string[] {
  const { environment } = world.simulators
  const names = [
    'AUTOTASK_USERNAME',
    'AUTOTASK_SECRET',
    'AUTOTASK_INTEGRATION_CODE',
    'OIDC_CLIENT_SECRET',
    'SESSION_KEYS',
  ]
  return names.flatMap((name) => spellings(environment[name]!))
}

let world: World
let foreign: FakeVendor

beforeAll(async () => {
  foreign = await startFakeVendor()
  world = await startWorld({ scale: 0.1 })
})
beforeEach(() => world.clearFaults())
afterAll(async () => {
  await world.close()
  await foreign.close()
})

test('good operations show no secret', () =>
  inGateway({ timeouts: { autotask: 10_000 } }, async (gateway) => {
    const token = await gateway.token('viewer')
    const text = await leavings(gateway, token)

    expect(text.includes('totalTickets')).toBe(true)
    expect(found(text, [...usualSecrets(), token, world.simulators.autotask.url])).toEqual([])
  }))

test.each(faults)('nothing of a vendor that answers %j gets out', (fault) =>
  inGateway({}, async (gateway) => {
    await world.fault({ match: '/V1.0/(?!ZoneInformation)', times: -1, ...fault })
    const token = await gateway.token('viewer')
    const text = await leavings(gateway, token)
    const host = new URL(world.simulators.autotask.url).host

    expect(text.includes('"code":"VENDOR_')).toBe(true)
    expect(found(text, [...usualSecrets(), ...Object.values(planted), token, host])).toEqual([])
  }),
)

test.each(faults.slice(0, 9))('nothing of a zone lookup that answers %j gets out', (fault) =>
  inGateway({}, async (gateway) => {
    await world.fault({ match: 'ZoneInformation', times: -1, ...fault })
    const token = await gateway.token('viewer')
    const text = await leavings(gateway, token)

    expect(text.includes('"code":"VENDOR_')).toBe(true)
    expect(found(text, [...usualSecrets(), ...Object.values(planted), token])).toEqual([])
  }),
)

test.each([
  [
    'that are wrong',
    { AUTOTASK_SECRET: 'wr0ng-secret-"quoted"\\back & 7731', AUTOTASK_USERNAME: 'planted+7732@roc.example' },
  ],
])('credentials %s do not get out', (_, environment) =>
  inGateway({ environment }, async (gateway) => {
    const token = await gateway.token('viewer')
    const text = await leavings(gateway, token)

    expect(text.includes('"code":"VENDOR_')).toBe(true)
    expect(found(text, [...Object.values(environment).flatMap(spellings), token])).toEqual([])
  }),
)

test('credentials with letters that no header can carry stop the start, and do not get out', async () => {
  const environment = { AUTOTASK_SECRET: 'pässwörd-✓-7733', AUTOTASK_INTEGRATION_CODE: 'CÖDE-✓-7734' }
  const refusal = await inGateway({ environment }, async () => 'it started').catch((error: unknown) => String(error))

  expect(refusal).toContain('AUTOTASK_SECRET')
  expect(refusal).toContain('AUTOTASK_INTEGRATION_CODE')
  expect(found(refusal, Object.values(environment).flatMap(spellings))).toEqual([])
})

test('credentials go to the vendor’s own zone only', () =>
  inGateway({}, async (gateway) => {
    const pageDetails = (url: string) => ({ body: { items: [], pageDetails: { nextPageUrl: url } } })
    await world.fault({
      match: '/Tickets/',
      times: -1,
      ...pageDetails(`${foreign.url}ATServicesRest/V1.0/Tickets/query/next?paging=1`),
    })
    const page = await gateway.query('{ tickets { totalCount } }')
    await world.clearFaults()
    await world.fault({
      match: '/Tickets/',
      times: -1,
      status: 307,
      headers: { location: `${foreign.url}ATServicesRest/V1.0/Tickets/query` },
    })
    const redirect = await gateway.query('{ tickets { totalCount } }')

    expect([page, redirect].map(({ body }) => body.errors?.map(({ extensions }) => extensions.code))).toEqual([
      ['VENDOR_BAD_RESPONSE'],
      ['VENDOR_BAD_RESPONSE'],
    ])
    expect(foreign.requests).toEqual([])
  }))

test('credentials do not follow a zone that is none of the vendor’s, or a redirected lookup', () =>
  inGateway({}, async (gateway) => {
    const lookups: object[] = [
      { body: { url: foreign.url } },
      { body: { url: 'https://webservices3.autotask.net.evil.example/ATServicesRest/' } },
      { body: { url: 'https://webservices3.autotask.net:8443/ATServicesRest/' } },
      { body: { url: 'http://webservices3.autotask.net/ATServicesRest/' } },
      { body: { url: 'https://user:password@evil.example/' } },
      { body: { url: 7 } },
      { body: {} },
      { status: 302, headers: { location: `${foreign.url}ATServicesRest/V1.0/ZoneInformation` } },
    ]
    const codes = []
    for (const lookup of lookups) {
      await world.clearFaults()
      await world.fault({ match: 'ZoneInformation', times: -1, ...lookup })
      const { body } = await gateway.query('{ tickets { totalCount } }')
      codes.push(...(body.errors ?? []).map(({ extensions }) => extensions.code))
    }

    expect(codes).toEqual(lookups.map(() => 'VENDOR_BAD_RESPONSE'))
    expect(foreign.requests).toEqual([])
  }))
