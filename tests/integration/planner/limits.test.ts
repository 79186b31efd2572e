import { afterEach, describe, expect, test } from 'vitest'
import { startPlannerWorld, type PlannerWorld } from './planner-world.ts'

let world: PlannerWorld
afterEach(() => world.close())

describe('a vendor that limits calls', () => {
  test.each<[string, () => Record<string, string>]>([
    ['for so many seconds', () => ({ 'retry-after': '8' })],
    ['until a date', () => ({ 'retry-after': new Date(Date.now() + 9_000).toUTCString() })],
  ])('%s is not asked before, fails others at once, and is well with the first call after', async (_, headers) => {
    world = await startPlannerWorld()
    await world.autotask.fault({ match: 'query', status: 429, headers: headers() })
    const first = await world.askDays(0, 1)
    const limitedAt = performance.now()
    const others = await Promise.all([world.askDays(1, 3), world.gateway.query('{ salesActivity { appointments } }')])
    expect([first, ...others].map(({ body }) => body.errors?.[0]?.extensions.code)).toEqual([
      'VENDOR_RATE_LIMITED',
      'VENDOR_RATE_LIMITED',
      expect.stringMatching(/VENDOR_RATE_LIMITED|FEATURE_DISABLED/),
    ])
    const told = others[0]?.body.errors?.[0]?.extensions.retryAfterSeconds ?? 0
    expect(told).toBeGreaterThanOrEqual(1)
    expect(told).toBeLessThanOrEqual(9)
    expect(await world.queries()).toHaveLength(1)

    await expect
      .poll(async () => (await world.askDays(1, 3)).body.errors, { timeout: 20_000, interval: 250 })
      .toBe(undefined)
    expect(performance.now() - limitedAt).toBeGreaterThan(6_500)
    expect(await world.queries()).toHaveLength(4)
  })

  test.each(['-5', 'soon', '99999999999999999999', ''])('for "%s" is asked again within an hour', async (header) => {
    world = await startPlannerWorld()
    await world.autotask.fault({ match: 'query', status: 429, headers: { 'retry-after': header }, times: -1 })
    await world.askDays(0, 1)
    const { calls } = await world.statusOf('AUTOTASK')
    const pausedMs = calls?.pausedUntil ? Date.parse(calls.pausedUntil) - world.simulators.clock.now() : 0

    expect(pausedMs).toBeLessThanOrEqual(3_600_000)
    expect(world.gateway.log.join('')).toContain('vendor limits calls')
  })
})
