import { afterEach, beforeEach, expect, test } from 'vitest'
import { startToy } from './toy-simulator.ts'

let toy: Awaited<ReturnType<typeof startToy>>
beforeEach(async () => {
  toy = await startToy()
})
afterEach(() => toy.close())

test('faults strike by the first match, once unless told otherwise', async () => {
  await toy.fault({ match: '^GET /a$', status: 503 })
  await toy.fault({ match: '/a', status: 429, headers: { 'retry-after': '7' }, body: { message: 'slow' }, times: 2 })

  expect((await toy.ask('/a')).status).toBe(503)
  const limited = await toy.ask('/a')
  expect([limited.status, limited.headers.get('retry-after'), await limited.json()]).toEqual([
    429,
    '7',
    { message: 'slow' },
  ])
  expect(await toy.statuses(3)).toEqual([429, 201, 201])
  expect(await toy.controlJson('GET', 'faults')).toEqual([])
})

test('faults strike without end when times is -1, until they are cleared', async () => {
  await toy.fault({ match: '.', status: 500, times: -1 })
  expect(await toy.statuses(3)).toEqual([500, 500, 500])
  expect(await toy.controlJson('DELETE', 'faults')).toEqual([])
  expect(await toy.statuses(1)).toEqual([201])
})

test('faults match against the method, path and query', async () => {
  await toy.fault({ match: '^POST /a\\?q=2$', status: 500 })
  expect((await toy.ask('/a?q=2')).status).toBe(201)
  expect((await toy.ask('/a?q=2', { method: 'POST' })).status).toBe(500)
})

test('faults answer instead of the vendor, which then stores nothing', async () => {
  await toy.fault({ match: '.', status: 500 })
  await toy.ask('/a', { method: 'POST', body: 'lost' })
  expect(toy.stored()).toEqual(['from the seed'])
})

test('faults spoil only the answer of a write with afterStore', async () => {
  await toy.fault({ match: '.', reset: true, afterStore: true })
  await expect(toy.ask('/a', { method: 'POST', body: 'kept' })).rejects.toThrow('fetch failed')
  expect(toy.stored()).toEqual(['from the seed', 'kept'])
})

test('faults store by the clock with storeAfterMs although the caller has gone', async () => {
  await toy.fault({ match: '.', hang: true, storeAfterMs: 10_000 })
  const gaveUp = toy.ask('/a', { method: 'POST', body: 'late', signal: AbortSignal.timeout(50) })
  await expect(gaveUp).rejects.toThrow('timeout')
  toy.clock.advance(9_000)
  await toy.ask('/b')
  expect(toy.stored()).toEqual(['from the seed'])
  toy.clock.advance(1_000)
  // Whoever looks straight after pushing the clock finds it there.
  expect(await toy.controlJson('GET', 'state')).toEqual({ stored: ['from the seed', 'late'] })
  expect(await toy.log()).toMatchObject([{ path: '/a', status: null, fault: '.' }, { path: '/b' }])
})

test('faults answer at once in place of what storeAfterMs stores by itself', async () => {
  await toy.fault({ match: '.', status: 502, storeAfterMs: 600_000 })
  expect((await toy.ask('/a', { method: 'POST', body: 'late' })).status).toBe(502)
  expect(toy.stored()).toEqual(['from the seed'])
  toy.clock.advance(600_000)
  await expect.poll(toy.stored).toEqual(['from the seed', 'late'])
})

test("faults hold back the vendor's own answer until storeAfterMs has passed", async () => {
  await toy.fault({ match: '.', storeAfterMs: 100 })
  const startedAt = performance.now()
  expect((await toy.ask('/a', { method: 'POST', body: 'late' })).headers.get('x-vendor')).toBe('yes')
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(95)
  expect(toy.stored()).toEqual(['from the seed', 'late'])
})

test('a reset forgets what is still to be stored', async () => {
  await toy.fault({ match: '.', reset: true, storeAfterMs: 600_000 })
  await expect(toy.ask('/a', { method: 'POST', body: 'late' })).rejects.toThrow('fetch failed')
  await toy.control('POST', 'reset')
  toy.clock.advance(700_000)
  await toy.ask('/a')
  expect(toy.stored()).toEqual(['from the seed'])
})

test('late stores happen in the order of their moments', async () => {
  for (const [body, storeAfterMs] of [
    ['third', 3_000_000],
    ['first', 1_000_000],
    ['second', 2_000_000],
  ] as const) {
    await toy.fault({ match: '.', status: 504, storeAfterMs })
    await toy.ask('/a', { method: 'POST', body })
  }
  toy.clock.advance(3_000_000)
  await toy.ask('/a')
  expect(toy.stored()).toEqual(['from the seed', 'first', 'second', 'third'])
})

test('a write is stored although the caller goes away during delayMs', async () => {
  await toy.fault({ match: '.', delayMs: 600_000 })
  const caller = new AbortController()
  const gaveUp = toy.ask('/a', { method: 'POST', body: 'kept', signal: caller.signal })
  await expect.poll(toy.inFlight).toBe(1)
  caller.abort()
  await expect(gaveUp).rejects.toThrow('aborted')
  expect(toy.stored()).toEqual(['from the seed', 'kept'])
})

test('faults drop the connection before any byte with reset', async () => {
  await toy.fault({ match: '.', reset: true })
  const error = await toy.ask('/a').catch((reason: Error) => reason)
  expect((error as Error).cause).toMatchObject({ code: 'ECONNRESET' })
  expect(await toy.log()).toMatchObject([{ status: null, fault: '.' }])
})

test("faults cut the vendor's own answer in half with truncate", async () => {
  await toy.fault({ match: '.', truncate: true })
  const cut = await toy.ask('/a')
  expect([cut.status, cut.headers.get('content-length')]).toEqual([201, '22'])
  await expect(cut.text()).rejects.toThrow('terminated')
})

test('faults show a maintenance page with html', async () => {
  await toy.fault({ match: '.', html: true })
  const page = await toy.ask('/a')
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(await page.text()).toContain('<title>Scheduled maintenance</title>')
})

test("faults only delay the vendor's own answer with delayMs, which stays in flight meanwhile", async () => {
  await toy.fault({ match: '.', delayMs: 150 })
  const startedAt = performance.now()
  const answer = toy.ask('/a')
  await expect.poll(toy.inFlight).toBe(1)
  expect([(await answer).status, toy.inFlight()]).toEqual([201, 0])
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(145)
})

test("faults add headers to the vendor's own answer with headers alone", async () => {
  await toy.fault({ match: '.', headers: { 'x-more': '1' } })
  const answer = await toy.ask('/a')
  expect([answer.status, answer.headers.get('x-vendor'), answer.headers.get('x-more')]).toEqual([201, 'yes', '1'])
})

test('faults strike by a probability drawn from the seed', async () => {
  const half = { match: '.', status: 500, times: -1, probability: 0.5 }
  await toy.fault(half)
  const first = await toy.statuses(20)
  expect(new Set(first)).toEqual(new Set([201, 500]))
  await toy.control('POST', 'reset')
  await toy.fault(half)
  expect(await toy.statuses(20)).toEqual(first)

  await toy.close()
  toy = await startToy({ seed: 2 })
  await toy.fault(half)
  expect(await toy.statuses(20)).not.toEqual(first)
})

test.each([
  [{ status: 500 }, 'match: '],
  [{ match: '(', status: 500 }, 'match: is not a regular expression'],
  [{ match: '.' }, 'says nothing to do: give one or more of status, headers'],
  [{ match: '.', stauts: 500 }, 'stauts'],
  [{ match: '.', status: 500, times: 0 }, 'times: is 1 or more, or -1 for without end'],
  [{ match: '.', status: 'x' }, 'status: '],
])('faults are refused when malformed: %j', async (body, message) => {
  const answer = await toy.control('POST', 'faults', body)
  expect([answer.status, await answer.json()]).toEqual([400, { error: expect.stringContaining(message) }])
})
