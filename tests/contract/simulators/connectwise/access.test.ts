import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { headersOf, startSmallConnectWise } from './small-connectwise.ts'

let connectWise: Awaited<ReturnType<typeof startSmallConnectWise>>
beforeAll(async () => {
  connectWise = await startSmallConnectWise()
})
afterAll(() => connectWise.close())

const get = (path: string, headers: Record<string, string>) => fetch(`${connectWise.url}${path}`, { headers })
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
const path = '/v4_6_release/apis/3.0/service/tickets/11'

test('the environment lets a gateway call the simulator', () => {
  expect(connectWise.environment).toEqual({ CONNECTWISE_ALLOWED_HOSTS: connectWise.url })
  expect(connectWise.credentials('globex')).toEqual({
    baseUrl: `${connectWise.url}/v4_6_release/apis/3.0`,
    companyId: 'globex',
    publicKey: 'GlobexPublicKey2',
    privateKey: 'simulated-globex-private-key',
    clientId: '0a1b7a5e-6c1f-4c55-9d53-910be0000002',
    defaultMemberIdentifier: 'rocdesk',
    workRole: 'Engineer',
    workType: 'Remote',
  })
  expect(() => connectWise.credentials('nobody')).toThrow('There is no company nobody')
})

test('a company reads its own records and nobody else can', async () => {
  expect((await connectWise.ask('GET', 'service/tickets/11')).body.summary).toBe('Printer on 2nd floor')
  expect((await connectWise.askAs('globex')('GET', 'service/tickets/11')).body.summary).toBe('Of globex')
  expect((await connectWise.askAs('initech')('GET', 'service/tickets/11')).status).toBe(404)
})

test('answers carry the headers of the real service, and success is compact', async () => {
  const { headers, text } = await connectWise.ask('GET', 'service/tickets/11')
  expect(headers.get('api-current-version')).toBe('2026.1')
  expect(headers.get('x-cw-request-id')).toMatch(/^[\da-f-]{36}$/)
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(text).not.toContain('\n')
})

test('errors are printed over several lines that end in CRLF', async () => {
  const { status, text } = await connectWise.ask('GET', 'service/tickets/99')
  expect([status, text]).toEqual([404, '{\r\n  "code": "NotFound",\r\n  "message": "Ticket 99 not found"\r\n}'])
})

describe('company info', () => {
  test('is told without credentials, in the vendor’s capitals', async () => {
    const answer = await get('/login/companyinfo/ACME', {})
    expect([answer.status, await answer.json()]).toEqual([
      200,
      {
        CompanyName: 'Acme Telecom',
        Codebase: 'v2026_1/',
        VersionCode: 'v2026.1',
        VersionNumber: 'v2026.1.77997',
        CompanyID: 'acme',
        IsCloud: 'True',
        SiteUrl: new URL(connectWise.url).host,
        AllowedOrigins: [],
      },
    ])
  })

  test('shows a system on its own premises', async () => {
    expect(await (await get('/login/companyinfo/initech', {})).json()).toMatchObject({
      Codebase: 'v4_6_release/',
      IsCloud: false,
    })
  })

  test('of nobody is 200 with null', async () => {
    const answer = await get('/login/companyinfo/nobody', {})
    expect([answer.status, await answer.text()]).toEqual([200, 'null'])
  })
})

test.each([
  '/v4_6_release/apis/3.0/service/tickets/11',
  '/V4_6_Release/APIs/3.0/Service/Tickets/11/',
  '/v2026_1/apis/3.0/service/tickets/11',
])('%s leads to the ticket', async (address) => {
  expect((await get(address, headersOf(connectWise, 'acme'))).status).toBe(200)
})

test.each([
  ['/v4_6_release/apis/3.0/v4_6_release/apis/3.0/service/tickets/11', 'acme', 400, 'text/plain; charset=utf-8'],
  ['/elsewhere/apis/3.0/service/tickets/11', 'acme', 400, 'text/plain; charset=utf-8'],
  ['/v2025_2/apis/3.0/service/tickets/11', 'acme', 404, 'text/html'],
  ['/v4_6_release/apis/3.0/service/nothing', 'acme', 404, 'text/html'],
  ['/v4_6_release/apis/3.0/service/tickets/abc', 'acme', 404, 'text/html'],
  ['/v4_6_release/apis/2.0/service/tickets/11', 'acme', 404, 'text/html'],
  [`/v4_6_release/apis/3.0/service/tickets?conditions=${'x'.repeat(2_100)}`, 'acme', 404, 'text/html'],
])('%s answers with something that is not JSON', async (address, companyId, status, type) => {
  const answer = await get(address, headersOf(connectWise, companyId))
  expect([answer.status, answer.headers.get('content-type')]).toEqual([status, type])
  if (status === 400) expect(await answer.text()).toBe('Cannot route. Codebase/company is invalid')
})

test('a company that nobody knows cannot be routed, and is a wrong key for a version', async () => {
  const headers = { ...headersOf(connectWise, 'acme'), authorization: basic('nobody+a:b') }
  const routed = await get(path, headers)
  expect([routed.status, await routed.text()]).toEqual([400, 'Cannot route. Codebase/company is invalid'])
  expect((await get('/v2026_1/apis/3.0/service/tickets/11', headers)).status).toBe(401)
})

test.each([
  ['no authorization', { authorization: '' }, 'The authorization header is missing or cannot be read.'],
  ['another scheme', { authorization: 'Bearer x' }, 'The authorization header is missing or cannot be read.'],
  [
    'a wrong public key',
    { authorization: basic('acme+wrong:simulated-acme-private-key') },
    'Incorrect public/private key',
  ],
  ['a wrong private key', { authorization: basic('acme+AcmePublicKey001:wrong') }, 'Incorrect public/private key'],
  [
    "another company's keys",
    { authorization: basic('acme+GlobexPublicKey2:simulated-globex-private-key') },
    'Incorrect public/private key',
  ],
  ['no client id', { clientId: '' }, 'The clientId header is required.'],
  ["another company's client id", { clientId: '0a1b7a5e-6c1f-4c55-9d53-910be0000002' }, 'The clientId is not valid.'],
])('%s is a 401', async (_, changed, message) => {
  const answer = await get(path, { ...headersOf(connectWise, 'acme'), ...changed })
  expect([answer.status, await answer.json()]).toEqual([
    401,
    { code: 'Unauthorized', message, errors: [{ code: 'UserNotAuthenticated', message, resource: '', field: '' }] },
  ])
})

test.each([
  ['DELETE', 'service/boards'],
  ['PUT', 'service/tickets'],
  ['POST', 'system/info'],
  ['GET', 'service/tickets/search'],
])('%s %s is a wrong verb', async (method, address) => {
  const { status, body } = await connectWise.ask(method, address)
  expect([status, body]).toEqual([405, { message: `The requested resource does not support http method '${method}'.` }])
})

test('a body that is not JSON is refused by its type', async () => {
  const { status, body } = await connectWise.ask('POST', 'service/tickets/11/notes', 'text', {
    'content-type': 'text/plain',
  })
  expect([status, body]).toEqual([
    415,
    { message: "The request entity's media type 'text/plain' is not supported for this resource." },
  ])
})

test('system info tells the version', async () => {
  expect((await connectWise.ask('GET', 'system/info')).body).toEqual({
    version: 'v2026.1.10333',
    isCloud: true,
    serverTimeZone: 'Eastern Standard Time',
    licenseBits: [{ name: 'ServiceDesk', activeFlag: true }],
    cloudRegion: 'NA',
    maxWorkFlowRecordsAllowed: 25_000,
  })
})
