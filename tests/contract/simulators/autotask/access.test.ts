import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSmallAutotask } from './small-autotask.ts'

let autotask: Awaited<ReturnType<typeof startSmallAutotask>>
beforeAll(async () => {
  autotask = await startSmallAutotask()
})
afterAll(() => autotask.close())

const root = () => autotask.environment['AUTOTASK_DISCOVERY_URL']

test('the environment points a gateway at the simulator', () => {
  expect(autotask.environment).toEqual({
    AUTOTASK_USERNAME: 'api-user@roc.example',
    AUTOTASK_SECRET: 'simulated-autotask-secret',
    AUTOTASK_INTEGRATION_CODE: 'SIMULATEDINTEGRATIONCODE027',
    AUTOTASK_ROC_BOARD_ID: '29683354',
    AUTOTASK_DISCOVERY_URL: `${autotask.url}/ATServicesRest/`,
  })
})

test.each(['V1.0/ZoneInformation?user=api-user%40roc.example', 'v1.0/zoneInformation?User=API-User@roc.example'])(
  'the zone of a known user is found without credentials at %s',
  async (path) => {
    const answer = await fetch(`${root()}${path}`)
    expect([answer.status, await answer.json()]).toEqual([
      200,
      {
        zoneName: 'America East',
        url: `${autotask.url}/ATServicesRest/`,
        webUrl: 'https://ww3.autotask.net/',
        ci: 123456,
      },
    ])
  },
)

test.each(['V1.0/ZoneInformation?user=nobody@roc.example', 'V1.0/ZoneInformation?user=', 'V1.0/ZoneInformation'])(
  'the zone of an unknown user is a 500 at %s',
  async (path) => {
    const answer = await fetch(`${root()}${path}`)
    expect([answer.status, await answer.json()]).toEqual([
      500,
      { errors: ['Zone information could not be determined'] },
    ])
  },
)

test('versions of the API are told without credentials, the version of the platform with them', async () => {
  const versions = await fetch(`${root()}VersionInformation`)
  expect([versions.status, await versions.json()]).toEqual([200, { apiVersions: ['V1.0'] }])
  expect(await autotask.ask('GET', 'Version')).toEqual({
    status: 200,
    body: { majorVersion: '2026', minorVersion: '4', build: '0', customerType: 'Production' },
  })
})

const good = {
  ApiIntegrationCode: 'SIMULATEDINTEGRATIONCODE027',
  UserName: 'api-user@roc.example',
  Secret: 'simulated-autotask-secret',
}

test.each([
  good,
  {
    APIIntegrationcode: good.ApiIntegrationCode,
    Username: 'API-USER@roc.example',
    secret: good.Secret,
    ImpersonationResourceId: '4',
  },
])('credentials are taken in any spelling of the headers: %j', async (headers) => {
  expect((await fetch(`${root()}V1.0/Tickets/1`, { headers: { ...headers } as Record<string, string> })).status).toBe(
    200,
  )
})

test.each([
  {},
  { ...good, Secret: 'wrong' },
  { ...good, UserName: 'nobody@roc.example' },
  { ...good, ApiIntegrationCode: 'wrong' },
])('wrong credentials are a 401 with an empty body: %j', async (headers) => {
  const answer = await fetch(`${root()}V1.0/Tickets/1`, { headers: { ...headers } as Record<string, string> })
  expect([answer.status, answer.headers.get('content-length'), answer.headers.get('www-authenticate')]).toEqual([
    401,
    '0',
    'Basic Realm="webservices3.autotask.net"',
  ])
  expect(await answer.text()).toBe('')
})

test.each([
  ['GET', '/ATServicesRest/V1.0/TicketNotes/query'],
  ['GET', '/ATServicesRest/V1.0/Tickets/1/TimeEntries'],
  ['GET', '/ATServicesRest/V1.0/Tickets/abc'],
  ['GET', '/ATServicesRest/V1.0/Contacts'],
  ['POST', '/ATServicesRest/V1.0/CompanyNotes'],
  ['GET', '/ATServicesRest/V2.0/Tickets/1'],
  ['GET', '/elsewhere'],
])('%s %s is no route', async (method, path) => {
  expect(await autotask.ask(method, path)).toEqual({
    status: 404,
    body: { Message: `No HTTP resource was found that matches the request URI '${autotask.url}${path}'.` },
  })
})

test.each([
  ['GET', 'Tickets'],
  ['DELETE', 'Tickets/1'],
  ['PATCH', 'Tickets/1'],
  ['DELETE', 'Tickets/query'],
  ['POST', 'Resources'],
  ['POST', 'ThresholdInformation'],
])('%s %s is a wrong verb', async (method, path) => {
  expect(await autotask.ask(method, path)).toEqual({
    status: 405,
    body: { Message: `The requested resource does not support http method '${method}'.` },
  })
})
