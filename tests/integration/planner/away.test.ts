import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { day, days, startPlannerWorld, type PlannerWorld } from './planner-world.ts'

let world: PlannerWorld
afterEach(() => world.close())

describe('a vendor that is away', () => {
  test.each<[string, object, number]>([
    ['answers 503', { status: 503 }, 30_000],
    ['drops connections', { reset: true }, 30_000],
    ['hangs', { hang: true }, 700],
  ])('because it %s is left alone, and is well again with one call', async (_, fault, timeoutMs) => {
    // With the tenants of the demo comes the flag of sales activity, whose entities are others than those of tickets.
    world = await startPlannerWorld({ tenants: true, timeouts: { autotask: timeoutMs } })
    await world.gateway.query(days(300, 1))
    await world.autotask.fault({ match: 'query', times: -1, ...fault })
    const appointments = (nth: number) =>
      `{ salesActivity(range: { from: "${day(nth)}", to: "${day(nth)}" }) { appointments } }`
    for (let nth = 0; nth < 40 && (await world.statusOf('AUTOTASK')).calls?.breaker === 'CLOSED'; nth++) {
      await Promise.all([world.askDays(nth * 3, 3), world.gateway.query(appointments(nth))])
    }
    const { calls } = await world.statusOf('AUTOTASK')
    expect(['OPEN', 'HALF_OPEN']).toContain(calls?.breaker)
    await world.autotask.clearRequests()
    const began = performance.now()
    while (performance.now() - began < 3_000) {
      await world.askDays(150 + Math.floor(Math.random() * 50), 3)
      await sleep(100)
    }
    // About thirty rounds of three questions: one call every second or less often, and no retries of it.
    expect((await world.queries()).length).toBeLessThanOrEqual(8)

    await world.autotask.clearFaults()
    await world.autotask.clearRequests()
    await expect
      .poll(async () => (await world.askDays(250, 3)).body.errors, { timeout: 40_000, interval: 250 })
      .toBe(undefined)
    expect(await world.queries()).toHaveLength(3)
  })
})
