import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { salesPageDocument, websitePageDocument } from '../../support/sales-page-document.ts'
import { startGateway, startWorld, type Gateway, type World } from '../../support/world.ts'

const planted = {
  message: 'PLANTED-MESSAGE-7741',
  html: 'PLANTED-HTML-PAGE-7742',
  header: 'PLANTED-HEADER-7743',
  link: 'planted-link-7744.example',
}

const documents = [
  salesPageDocument,
  websitePageDocument,
  '{ chatWidget { hubId scriptUrl identificationEmail } vendorStatus { vendor state message } }',
  'mutation { refresh(input: { scope: ALL }) { refreshedAt } }',
]

const faults: object[] = [
  { status: 400, body: { status: 'error', message: planted.message } },
  { status: 401, body: { message: planted.message }, headers: { 'x-hubspot-auth-failure': planted.header } },
  { status: 403, body: { message: `This oauth-token (${planted.message}) does not have proper permissions!` } },
  { status: 403, body: { errors: [{ context: { requiredGranularScopes: [`<${planted.message}>`] } }] } },
  { status: 429, body: { message: planted.message, policyName: planted.header }, headers: { 'retry-after': '60' } },
  { status: 500, body: planted.message },
  { status: 502, html: true, body: `<html>${planted.html}</html>` },
  { status: 200, html: true, body: `<html>${planted.html}</html>` },
  { status: 200, body: planted.message },
  { status: 302, headers: { location: `https://${planted.link}/` } },
  { status: 200, body: { results: [], paging: { next: { after: 'x', link: `https://${planted.link}/` } } } },
  { reset: true },
  { hang: true },
]

let world: World

beforeAll(async () => {
  world = await startWorld({ scale: 0.1, limits: false })
})
beforeEach(() => world.hubspot.clearFaults())
afterAll(() => world.close())

/** Everything that left a gateway which has asked nothing yet, while these operations ran. */
async function leavings(timeoutMs: number): Promise<string> {
  const gateway: Gateway = await startGateway(world.simulators, { timeouts: { hubspot: timeoutMs } })
  try {
    const parts: string[] = []
    for (const document of documents) {
      const answer = await gateway.query(document)
      parts.push(JSON.stringify([...answer.headers]), answer.text)
    }
    for (const path of ['/metrics', '/api/health']) parts.push(await (await fetch(gateway.url + path)).text())
    return [...parts, ...gateway.log].join('\n')
  } finally {
    await gateway.close()
  }
}

const secrets = () => {
  const key = world.simulators.environment['HUBSPOT_API_KEY']!
  return [key, encodeURIComponent(key), Buffer.from(key).toString('base64')]
}

test('good operations show no access token', async () => {
  const text = await leavings(10_000)

  expect(text).toContain('totalDealValue')
  expect(secrets().filter((secret) => text.includes(secret))).toEqual([])
})

test.each(faults)('nothing of a HubSpot that answers %j gets out', async (fault) => {
  await world.hubspot.fault({ match: '.*', times: -1, ...fault })
  const text = await leavings(400)

  expect(text).toContain('"code":"VENDOR_')
  expect([...secrets(), ...Object.values(planted)].filter((needle) => text.includes(needle))).toEqual([])
})
