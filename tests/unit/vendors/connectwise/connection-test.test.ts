import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLogger } from '../../../../server/telemetry/logger.ts'
import { createMetrics } from '../../../../server/telemetry/metrics.ts'
import { createConnectWiseClient } from '../../../../server/vendors/connectwise/client.ts'
import { testConnection } from '../../../../server/vendors/connectwise/connection-test.ts'
import {
  classifyConnectWiseResponse,
  connectWiseErrors,
} from '../../../../server/vendors/connectwise/classify-response.ts'
import { createVendorHttp } from '../../../../server/vendors/kit/vendor-http.ts'
import { startFakeVendor, type FakeAnswer, type FakeVendor } from '../../../support/fake-vendor.ts'
import { newPlanner } from '../../../support/planners.ts'

let vendor: FakeVendor
const log: string[] = []
const http = createVendorHttp({
  errors: connectWiseErrors,
  plannerOf: () => newPlanner(),
  timeoutMs: 5_000,
  classifyResponse: classifyConnectWiseResponse,
  logger: createLogger({ level: 'warn', destination: { write: (line) => void log.push(line) } }),
  metrics: createMetrics(),
})
beforeAll(async () => {
  vendor = await startFakeVendor()
})
afterAll(async () => {
  http.close()
  await vendor.close()
})

/** What is found, by state, with the messages of what failed. */
async function find(answer: (path: string) => FakeAnswer) {
  vendor.answer = ({ path }) => answer(path)
  const checks = await testConnection(createConnectWiseClient(http), {
    tenantId: 'acme',
    baseUrl: new URL(`${vendor.url}v4_6_release/`),
    companyId: 'acme',
    publicKey: 'public',
    privateKey: 'private-key',
    clientId: 'client',
  })
  expect(checks.every(({ ok, state }) => ok === (state === 'OK'))).toBe(true)
  return {
    states: checks.map(({ state }) => state),
    failed: checks.filter(({ state }) => state === 'FAILED').map(({ area, message }) => [area.split(':')[0], message]),
    checks,
  }
}

const skipped = (count: number) => Array<string>(count).fill('SKIPPED')

test('everything works: eight checks', async () => {
  const { states, checks } = await find(() => ({ body: [{ id: 1 }] }))

  expect(states).toEqual(Array(8).fill('OK'))
  expect(checks.map(({ area }) => area)).toEqual([
    'Address',
    'Sign-in',
    'Service tickets: read (write access is verified on first use)',
    'Notes: read (write access is verified on first use)',
    'Time entries: read (write access is verified on first use)',
    'Boards and statuses: read',
    'Members: read',
    'Companies: read',
  ])
})

test.each<[string, FakeAnswer, RegExp]>([
  ['nothing answers', 'reset', /cannot be reached/],
  ['nothing answers in time', 'silence', /Nothing answers there in time/],
  ['a page answers', { body: '<html>' }, /not as ConnectWise’s API does/],
  ['another server answers', { status: 404, body: 'no such thing' }, /not as ConnectWise’s API does/],
])('the address failed and seven checks are skipped where %s', async (_, answer, message) => {
  const { states, failed, checks } = await find(() => answer)

  expect(states).toEqual(['FAILED', ...skipped(7)])
  expect(failed).toEqual([['Address', expect.stringMatching(message)]])
  expect(checks[1]?.message).toBe('Skipped: the address has to work first.')
})

test('the sign-in failed and six checks are skipped where the keys are refused', async () => {
  const { states, failed } = await find(() => ({ status: 401, body: {} }))

  expect(states).toEqual(['OK', 'FAILED', ...skipped(6)])
  expect(failed).toEqual([['Sign-in', expect.stringContaining('ConnectWise refuses the keys')]])
})

test('a version of the API that is refused is told in those words, and is no fault of the address', async () => {
  log.length = 0
  const message = 'Version 2025.16 is not supported by this server, private-key.'
  const { states, failed } = await find(() => ({ status: 400, body: { code: 'ConnectWiseApi', message } }))

  expect(states).toEqual(['OK', 'SKIPPED', 'FAILED', ...skipped(5)])
  expect(failed).toEqual([
    ['Service tickets', expect.stringMatching(/^ConnectWise does not take the version 2025\.16 .* It says: Version/)],
  ])
  expect(log.map((line) => JSON.parse(line) as { reason: string; said: string })).toMatchObject([
    { reason: 'version', said: 'Version 2025.16 is not supported by this server, [redacted].' },
  ])
})

test('a right that is missing failed alone', async () => {
  const { states, failed } = await find((path) =>
    path.includes('system/members')
      ? { status: 403, body: { code: 'Security', message: 'No.' } }
      : { body: [{ id: 1 }] },
  )

  expect(states).toEqual(['OK', 'OK', 'OK', 'OK', 'OK', 'OK', 'FAILED', 'OK'])
  expect(failed).toEqual([['Members', expect.stringContaining('System › Member Maintenance: Inquire All')]])
})

test('notes are skipped where there is no ticket to try them on', async () => {
  const { states } = await find((path) => ({ body: path.includes('service/tickets') ? [] : [{ id: 1 }] }))

  expect(states).toEqual(['OK', 'OK', 'OK', 'SKIPPED', 'OK', 'OK', 'OK', 'OK'])
})
