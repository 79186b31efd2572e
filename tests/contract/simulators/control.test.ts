import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSimulatorServer } from '../../../simulators/control/simulator-server.ts'
import { start, startToy } from './toy-simulator.ts'

let toy: Awaited<ReturnType<typeof startToy>>
beforeEach(async () => {
  toy = await startToy()
})
afterEach(() => toy.close())

describe('the request log', () => {
  test('holds every request but those to the control plane, oldest first', async () => {
    await toy.ask('/a?q=1&r', { method: 'POST', body: '{"x":1}', headers: { secret: 'hush' } })
    await toy.control('GET', 'state')
    await toy.ask('/b', { method: 'PUT', body: 'x=1' })

    const entries = await toy.log()
    expect(entries).toEqual([
      {
        n: 1,
        at: expect.stringMatching(/^2026-03-01T12:00:\d\d\.\d{3}Z$/),
        method: 'POST',
        path: '/a',
        query: 'q=1&r',
        body: { x: 1 },
        status: 201,
        ms: expect.any(Number),
        fault: null,
      },
      {
        n: 2,
        at: expect.stringMatching(/^2026-03-01T12:00:\d\d\.\d{3}Z$/),
        method: 'PUT',
        path: '/b',
        query: '',
        body: 'x=1',
        status: 201,
        ms: expect.any(Number),
        fault: null,
      },
    ])
    expect(JSON.stringify(entries)).not.toContain('hush')
  })

  test('is emptied by DELETE while its numbers go on', async () => {
    await toy.ask('/a')
    expect(await toy.controlJson('DELETE', 'requests')).toEqual([])
    await toy.ask('/b')
    expect(await toy.log()).toMatchObject([{ n: 2, path: '/b' }])
  })

  test('shows a request that hangs, without a status, and still without one after its caller has gone', async () => {
    await toy.fault({ match: '^GET /a', hang: true, afterStore: true })
    const caller = new AbortController()
    const hanging = toy.ask('/a', { signal: caller.signal }).catch((error: Error) => error.name)
    await expect.poll(toy.log).toMatchObject([{ path: '/a', status: null, ms: null, fault: '^GET /a' }])
    await expect.poll(toy.inFlight).toBe(1)
    caller.abort()
    expect(await hanging).toBe('AbortError')
    await expect.poll(toy.log).toMatchObject([{ status: null, ms: expect.any(Number) }])
    expect(toy.inFlight()).toBe(0)
  })
})

describe('the control plane', () => {
  test('pushes the shared clock forward', async () => {
    const before = toy.clock.now()
    const { now } = (await toy.controlJson('POST', 'clock', { advanceMs: 3_600_000 })) as { now: string }
    expect(Date.parse(now) - before).toBeGreaterThanOrEqual(3_600_000)
    expect(toy.clock.now() - before).toBeLessThan(3_610_000)
  })

  test('hands changes of records to the vendor, one record or many', async () => {
    expect(
      await toy.controlJson('POST', 'records', { collection: 'notes', company: 'acme', upsert: { id: 1 } }),
    ).toEqual({
      collection: 'notes',
      company: 'acme',
      upsert: [{ id: 1 }],
      delete: [],
    })
    expect(await toy.controlJson('POST', 'records', { collection: 'notes', delete: [1, 'two'] })).toEqual({
      collection: 'notes',
      upsert: [],
      delete: [1, 'two'],
    })
  })

  test('resets vendor, log and faults but not the clock', async () => {
    await toy.ask('/a', { method: 'POST', body: 'more' })
    await toy.fault({ match: '.', status: 500 })
    toy.clock.advance(60_000)
    await toy.control('POST', 'reset')
    expect(await toy.controlJson('GET', 'state')).toEqual({ stored: ['from the seed'] })
    expect(await toy.controlJson('GET', 'faults')).toEqual([])
    expect(await toy.log()).toEqual([])
    expect(toy.clock.now()).toBeGreaterThanOrEqual(start + 60_000)
    await toy.ask('/a')
    expect(await toy.log()).toMatchObject([{ n: 1 }])
  })

  test.each([
    ['clock', 'not json', 'The body is not JSON'],
    ['usage', '{"requests":1}', 'requests: this vendor counts none of other integrations'],
    ['clock', '{"advanceMs":-1}', 'advanceMs: '],
    ['records', '{"collection":"x"}', 'give either upsert (a record or an array) or delete (an id or an array)'],
    ['records', '{"collection":"x","upsert":{},"delete":1}', 'give either upsert'],
    ['records', '{"collection":"x","marks":"none","upsert":{}}', 'marks: this vendor takes none'],
  ])('refuses a bad body for %s: %s', async (path, body, message) => {
    const answer = await toy.ask(`/__sim/${path}`, { method: 'POST', body })
    expect([answer.status, await answer.json()]).toEqual([400, { error: expect.stringContaining(message) }])
  })

  test('names what there is when asked for something else', async () => {
    const answer = await toy.control('GET', 'nothing')
    expect([answer.status, await answer.json()]).toEqual([
      404,
      { error: expect.stringContaining('No GET /__sim/nothing here. There is: GET /__sim/state') },
    ])
  })
})

describe('the server', () => {
  test('adds latency to answers of the vendor but not to the control plane', async () => {
    await toy.close()
    toy = await startToy({ latencyMs: 600_000 })
    const answer = toy.ask('/a').then(
      () => 'answered',
      () => 'cut off',
    )
    await expect.poll(toy.inFlight).toBe(1)
    expect((await toy.ask('/__sim/state')).status).toBe(200)
    expect(await Promise.race([answer, Promise.resolve('waiting')])).toBe('waiting')
    await toy.close()
    expect(await answer).toBe('cut off')

    toy = await startToy({ latencyMs: 100 })
    const startedAt = performance.now()
    expect((await toy.ask('/a')).status).toBe(201)
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(95)
  })

  test('closes at once while a request hangs', async () => {
    await toy.fault({ match: '.', hang: true })
    const hanging = toy.ask('/a').catch(() => 'cut off')
    await expect.poll(toy.log).toHaveLength(1)
    await toy.close()
    expect(await hanging).toBe('cut off')
  })

  test('rejects when its port is taken', async () => {
    const port = Number(new URL(toy.url).port)
    await expect(
      createSimulatorServer({ vendor: toy.vendor, clock: toy.clock, seed: 1, latencyMs: 0, port }),
    ).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
  })

  test('puts log, delays and answering faults in front of a raw Node callback', async () => {
    await toy.close()
    toy = await startToy({
      wire: {
        raw: (incoming, outgoing) => {
          let text = ''
          incoming.setEncoding('utf8')
          incoming.on('data', (chunk: string) => (text += chunk))
          incoming.on('end', () => outgoing.writeHead(202).end(text.toUpperCase()))
        },
      },
    })
    const answer = await toy.ask('/token', { method: 'POST', body: 'grant=x' })
    expect([answer.status, await answer.text()]).toEqual([202, 'GRANT=X'])
    await toy.fault({ match: 'POST /token', status: 503 })
    expect((await toy.ask('/token', { method: 'POST', body: 'again' })).status).toBe(503)
    expect(await toy.log()).toMatchObject([
      { path: '/token', body: 'grant=x', status: 202, fault: null },
      { path: '/token', body: 'again', status: 503, fault: 'POST /token' },
    ])
  })
})
