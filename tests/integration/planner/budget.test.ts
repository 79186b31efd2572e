import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { waitForReplica } from '../../support/world.ts'
import { startPlannerWorld, type PlannerWorld } from './planner-world.ts'

let world: PlannerWorld
afterEach(() => world.close())

/** Calls sent because of the initial load. */
async function loadCalls(): Promise<number> {
  const text = await (await fetch(`${world.gateway.url}/metrics`)).text()
  const samples = [...text.matchAll(/^gateway_vendor_calls_total\{vendor="AUTOTASK".*cause="load"\} (\d+)$/gm)]
  return samples.reduce((sum, [, count]) => sum + Number(count), 0)
}

describe('the budget of an hour', () => {
  const threshold = (limit: number, used: number) => ({
    externalRequestThreshold: limit,
    requestThresholdTimeframe: 60,
    currentTimeframeRequestCount: used,
  })
  const say = (answer: object) => world.autotask.fault({ match: 'ThresholdInformation', times: -1, ...answer })

  test('that others use up is left to people: the initial load waits until it is free again', async () => {
    world = await startPlannerWorld({ sync: true })
    await say({ status: 200, body: threshold(10_000, 7_500) })
    expect((await world.statusOf('AUTOTASK')).calls?.budgetLeft).toBe(2_500)
    expect((await world.askDays(0, 2)).body.errors).toBe(undefined)
    await sleep(1_500)
    expect((await world.askDays(2, 2)).body.errors).toBe(undefined)
    expect(await loadCalls()).toBe(0)

    await world.autotask.clearFaults()
    world.simulators.clock.advance(61_000)
    await waitForReplica(world.gateway)
    expect(await loadCalls()).toBeGreaterThan(20)
  })

  test.each<[string, object]>([
    ['0 of 0', { status: 200, body: threshold(0, 0) }],
    ['less than nothing', { status: 200, body: threshold(-1, -7) }],
    ['1 call', { status: 200, body: threshold(1, 5_000) }],
    ['words', { status: 200, body: { externalRequestThreshold: 'many' } }],
    ['nothing: it refuses', { status: 403, body: '' }],
    ['nothing: it fails', { status: 503 }],
  ])('of which the vendor says %s is counted here, and stops nobody', async (_, answer) => {
    world = await startPlannerWorld({ sync: true })
    await say(answer)
    const { calls } = await world.statusOf('AUTOTASK')
    expect(calls?.budgetLeft).toBeGreaterThan(9_900)
    await waitForReplica(world.gateway)
    expect((await world.askDays(0, 3)).body.errors).toBe(undefined)
  })
})
