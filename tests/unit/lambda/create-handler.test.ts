import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { App } from '../../../server/app.ts'
import { DatabaseUnavailableError } from '../../../server/database/database-unavailable-error.ts'
import { createHandler } from '../../../server/lambda/create-handler.ts'
import type { HttpResult } from '../../../server/lambda/http-result.ts'
import { standstillEndedAt } from '../../../server/standstill.ts'
import { createLogger } from '../../../server/telemetry/logger.ts'

const request = {
  version: '2.0',
  rawPath: '/graphql',
  rawQueryString: '',
  headers: { host: 'portal.example.com' },
  requestContext: { stage: '$default', http: { method: 'POST', sourceIp: '192.0.2.1' } },
  body: '{}',
  isBase64Encoded: false,
}
const schedule = { 'detail-type': 'Scheduled Event' }

/** A handler over a gateway that does this with its requests. */
function setUp(handle: App['handle'], own: { started?: () => Promise<App> } = {}) {
  const calls: string[] = []
  const clock = { now: 1_000_000 }
  const app = {
    handle,
    upkeep: {
      run: async (ms: number) => void calls.push(`run ${ms}`),
      settle: async (ms: number) => void calls.push(`settle ${ms}`),
    },
  } as unknown as App
  const started = own.started ?? (async () => app)
  const gateway = { started, close: async () => undefined }
  const handler = createHandler(gateway, createLogger({ level: 'silent' }), () => clock.now)
  const invoke = (event: unknown, leftMs = 30_000) => handler(event, { getRemainingTimeInMillis: () => leftMs })
  return { invoke, calls, clock }
}

const bodyOf = (result: HttpResult | undefined) =>
  JSON.parse(Buffer.from(result?.body ?? '', 'base64').toString()) as { errors: { message: string }[] }

const ok: App['handle'] = async (_, response: ServerResponse) => void response.end('{"data":{}}')

describe('a request', () => {
  test('is answered once what goes on behind it is over', async () => {
    const { invoke, calls } = setUp(ok)

    expect(await invoke(request)).toMatchObject({ statusCode: 200 })
    expect(calls).toEqual(['settle 12000'])
  })

  test('comes from the address that AWS saw', async () => {
    const addresses: unknown[] = []
    const { invoke } = setUp(async (node, response) => {
      addresses.push(node.socket.remoteAddress)
      response.end()
    })
    await invoke(request)

    expect(addresses).toEqual(['192.0.2.1'])
  })

  test('that takes longer than the function may run is answered before its end', async () => {
    const { invoke } = setUp(() => sleep(60_000, undefined, { ref: false }))
    const result = await invoke(request, 1_020)

    expect(result).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } })
    expect(bodyOf(result).errors[0]?.message).toMatch(/longer than this function may run/)
  })

  test('whose answer Lambda cannot return is refused', async () => {
    const { invoke } = setUp(async (_, response) => void response.end(Buffer.alloc(5_000_000)))
    const result = await invoke(request)

    expect(result?.statusCode).toBe(500)
    expect(bodyOf(result).errors[0]?.message).toMatch(/larger than AWS Lambda can return/)
  })

  test('to a gateway without its database is to be tried again', async () => {
    const { invoke } = setUp(ok, { started: () => Promise.reject(new DatabaseUnavailableError(new Error('away'))) })

    expect(await invoke(request)).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } })
  })

  test('in another format is refused with what to set', async () => {
    const { invoke } = setUp(ok)

    expect(bodyOf(await invoke({ version: '1.0', httpMethod: 'GET', path: '/' })).errors[0]?.message).toMatch(
      /payload format 2\.0/,
    )
  })
})

test('a schedule does what is due in half of the time, and settles in the rest', async () => {
  const { invoke, calls } = setUp(ok)

  expect(await invoke(schedule, 61_000)).toBeUndefined()
  expect(calls).toEqual(['run 30000', 'settle 60000'])
})

test('an event that is neither is an error', async () => {
  await expect(setUp(ok).invoke({ Records: [] })).rejects.toThrow('neither a request nor a schedule')
})

test('connections are not trusted after a pause, and are without one', async () => {
  const { invoke, clock } = setUp(ok)
  await invoke(request)
  const before = standstillEndedAt()
  clock.now += 1_000
  await invoke(request)
  expect(standstillEndedAt()).toBe(before)

  clock.now += 5_000
  await invoke(request)
  expect(standstillEndedAt()).toBeGreaterThan(before)
})
