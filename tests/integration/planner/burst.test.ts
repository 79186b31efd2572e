import { afterEach, expect, test } from 'vitest'
import { waitForReplica, type RoleName } from '../../support/world.ts'
import { day, startPlannerWorld, type PlannerWorld } from './planner-world.ts'

let world: PlannerWorld
afterEach(() => world.close())

test('an initial load under a burst of questions of several people meets no limit of any vendor', async () => {
  world = await startPlannerWorld({ sync: true, latencyMs: 20 })
  const roles: RoleName[] = ['viewer', 'operator', 'admin']
  const burst = Array.from({ length: 12 }, (_, nth) => world.askDays(nth * 8, 8, roles[nth % 3]))
  const sales = Array.from({ length: 12 }, () =>
    world.gateway.query('{ crmSummary { companies contacts deals } recentContacts { id } formStats { id } }'),
  )
  const answers = await Promise.all([...burst, ...sales, waitForReplica(world.gateway)])
  const requests = [...(await world.autotask.requests()), ...(await world.hubspot.requests())]

  expect(requests.filter(({ status }) => status === 429).map(({ path }) => path)).toEqual([])
  for (const answer of answers) if (answer) expect(answer.body.errors).toBe(undefined)
  expect(await world.statusOf('AUTOTASK')).toMatchObject({
    state: 'OK',
    calls: { running: 0, waiting: 0, breaker: 'CLOSED', pausedUntil: null, shared: false },
  })
})

test('a flood of one caller delays no other', async () => {
  world = await startPlannerWorld({ latencyMs: 300 })
  const flood = Array.from({ length: 10 }, (_, nth) => world.askDays(nth * 10, 10))
  await expect.poll(async () => (await world.queries()).length).toBeGreaterThanOrEqual(3)
  const one = await world.askDays(200, 1, 'admin')
  const all = [one, ...(await Promise.all(flood))].flatMap(({ body }) => body.errors ?? [])
  const sent = await world.queries()
  // The days of the flood are in 2025 and 2026, the other one is before them.
  const oldest = sent.map(({ body }) => JSON.stringify(body)).findIndex((body) => body.includes(day(200).slice(0, 7)))

  expect(all).toEqual([])
  expect(sent).toHaveLength(101)
  expect(oldest).toBeGreaterThan(0)
  expect(sent.length - oldest).toBeGreaterThan(40)
})
