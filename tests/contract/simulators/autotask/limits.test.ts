import { afterEach, describe, expect, test } from 'vitest'
import { createLimits } from '../../../../simulators/autotask/limits.ts'
import { createSimulatedClock } from '../../../../simulators/clock.ts'
import { start, startSmallAutotask } from './small-autotask.ts'

let autotask: Awaited<ReturnType<typeof startSmallAutotask>>
const everything = { filter: [{ op: 'gte', field: 'id', value: 0 }] }
const tickets = () => autotask.ask('POST', 'Tickets/query', everything)
const together = async (count: number) =>
  (await Promise.all(Array.from({ length: count }, tickets))).map((a) => a.status)
const threshold = async () => (await autotask.ask('GET', 'ThresholdInformation/')).body.currentTimeframeRequestCount

describe('over the wire', () => {
  afterEach(() => autotask.close())

  test('a fourth request to one entity at a time is refused, one to another entity is not', async () => {
    autotask = await startSmallAutotask({ limits: true, latencyMs: 150 })
    const [company, ...answers] = await Promise.all([
      autotask.ask('POST', 'Companies/query', everything),
      tickets(),
      tickets(),
      tickets(),
      tickets(),
    ])
    expect(company.status).toBe(200)
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 200, 200, 429])
    expect(answers.find(({ status }) => status === 429)?.body).toEqual({
      errors: ['Itgenatr005: The thread threshold of 3 threads has been exceeded.'],
    })
    expect(await together(3)).toEqual([200, 200, 200])
  })

  test('a child path counts as the child', async () => {
    autotask = await startSmallAutotask({ limits: true, latencyMs: 150 })
    const answers = await Promise.all([
      autotask.ask('GET', 'Companies/175/ToDos'),
      autotask.ask('GET', 'Companies/175/ToDos'),
      autotask.ask('GET', 'Companies/175/Notes'),
      autotask.ask('POST', 'CompanyToDos/query', everything),
      autotask.ask('GET', 'CompanyToDos/51'),
    ])
    expect(answers.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(1)
  })

  test('threads are free again after callers have gone', async () => {
    autotask = await startSmallAutotask({ limits: true })
    await autotask.control('POST', 'faults', { match: '.', delayMs: 5_000, times: 3 })
    const headers = { ApiIntegrationCode: 'SIMULATEDINTEGRATIONCODE027', UserName: 'api-user@roc.example' }
    const caller = new AbortController()
    const waiting = Array.from({ length: 3 }, () =>
      fetch(`${autotask.url}/ATServicesRest/V1.0/Tickets/1`, {
        headers: { ...headers, Secret: 'simulated-autotask-secret' },
        signal: caller.signal,
      }).catch((error: Error) => error.name),
    )
    await expect.poll(async () => (await tickets()).status).toBe(429)
    caller.abort()
    expect(await Promise.all(waiting)).toEqual(['AbortError', 'AbortError', 'AbortError'])
    await expect.poll(async () => (await tickets()).status).toBe(200)
  })

  test('limits are not enforced when they are off, and yet counted', async () => {
    autotask = await startSmallAutotask({ latencyMs: 50 })
    expect(await together(6)).toEqual([200, 200, 200, 200, 200, 200])
    expect(await threshold()).toBe(7)
  })

  test('the hour rolls by the simulated clock; discovery and wrong credentials are not counted', async () => {
    autotask = await startSmallAutotask({ limits: true })
    await fetch(`${autotask.url}/ATServicesRest/V1.0/ZoneInformation?user=x`)
    await fetch(`${autotask.url}/ATServicesRest/V1.0/Tickets/1`)
    await tickets()
    expect((await autotask.ask('GET', 'ThresholdInformation')).body).toEqual({
      externalRequestThreshold: 10_000,
      requestThresholdTimeframe: 60,
      currentTimeframeRequestCount: 2,
    })
    autotask.clock.advance(30 * 60_000)
    expect(await threshold()).toBe(3)
    autotask.clock.advance(31 * 60_000)
    expect(await threshold()).toBe(2)
    await autotask.control('POST', 'reset')
    expect(await threshold()).toBe(1)
  })

  test('requests of other integrations count for the hour, and take no thread', async () => {
    autotask = await startSmallAutotask({ limits: true, latencyMs: 50 })
    await autotask.control('POST', 'usage', { requests: 9_998 })
    expect(await threshold()).toBe(9_999)
    expect(await together(2)).toEqual([200, 429])
    autotask.clock.advance(61 * 60_000)
    expect(await threshold()).toBe(1)
  })
})

describe('the hourly limit', () => {
  test('slows down from half of it, more from three quarters, and refuses beyond', () => {
    const clock = createSimulatedClock(start)
    const limits = createLimits(clock, true, 429)
    const delays = Array.from({ length: 10_000 }, () => limits.count())
    expect([delays.indexOf(500), delays.indexOf(1_000), delays.at(-1)]).toEqual([4_999, 7_499, 1_000])
    expect(() => limits.count()).toThrow(
      expect.objectContaining({
        response: {
          status: 429,
          body: { errors: ['The request threshold of 10000 requests per 60 minutes has been exceeded.'] },
        },
      }),
    )
    expect(limits.used()).toBe(10_000)
    clock.advance(61 * 60_000)
    expect([limits.count(), limits.used()]).toEqual([0, 1])
  })

  test('neither slows nor refuses when it is off', () => {
    const limits = createLimits(createSimulatedClock(start), false, 429)
    const delays = Array.from({ length: 10_001 }, () => limits.count())
    expect([new Set(delays), limits.used()]).toEqual([new Set([0]), 10_001])
  })

  test('answers with the status a test chooses', () => {
    const limits = createLimits(createSimulatedClock(start), true, 500)
    for (let n = 0; n < 3; n += 1) limits.takeThread('CODE', 'Tickets')
    expect(() => limits.takeThread('CODE', 'Tickets')).toThrow(
      expect.objectContaining({ response: expect.objectContaining({ status: 500 }) }),
    )
  })
})
