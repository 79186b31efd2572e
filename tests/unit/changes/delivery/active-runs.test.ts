import { expect, test } from 'vitest'
import { createActiveRuns } from '../../../../server/changes/delivery/active-runs.ts'

/** Runs that end when they are told to. */
function setUp(perTenant: number) {
  const runs = createActiveRuns({ perTenant })
  const ended: string[] = []
  const start = (tenantId: string, ticketId: number) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const change = { id: `${tenantId}:${ticketId}`, tenantId, ticketId }
    runs.start(
      change,
      () => promise,
      () => ended.push(`${change.id}, ${runs.has(change) ? 'still' : 'no longer'} running`),
    )
    return { change, end: resolve, fail: reject }
  }
  return { runs, start, ended }
}

const due = (tenantId: string, ticketId: number) => ({ id: 'any', tenantId, ticketId })

test('a run is one of its ticket, until it ends', async () => {
  const { runs, start, ended } = setUp(2)
  const one = start('acme', 1)
  expect([runs.size, runs.has(due('acme', 1)), runs.has(due('acme', 2)), runs.has(due('globex', 1))]).toEqual([
    1,
    true,
    false,
    false,
  ])

  one.end()
  await runs.ended()
  expect([runs.size, runs.has(one.change), ended]).toEqual([0, false, ['acme:1, no longer running']])
})

test('a tenant with as many runs as are allowed is busy, until one of them ends', async () => {
  const { runs, start } = setUp(2)
  const first = start('acme', 1)
  start('globex', 1)
  expect(runs.busyTenants()).toEqual([])

  start('acme', 2)
  expect(runs.busyTenants()).toEqual(['acme'])
  first.end()
  await expect.poll(() => runs.size).toBe(2)
  expect(runs.busyTenants()).toEqual([])
})

test('a tenant that is left alone is busy for that time, and is named once', async () => {
  const { runs, start } = setUp(1)
  runs.leaveAlone('acme', 1_000_000)
  start('acme', 1)
  runs.leaveAlone('globex', 1)
  expect(runs.busyTenants()[0]).toBe('acme')

  await expect.poll(() => runs.busyTenants()).toEqual(['acme'])
})

test('all current runs are waited for', async () => {
  const { runs, start } = setUp(2)
  const [one, other] = [start('acme', 1), start('globex', 1)]
  let isOver = false
  const over = runs.ended().then(() => (isOver = true))
  one.end()
  await expect.poll(() => runs.size).toBe(1)
  expect(isOver).toBe(false)

  other.end()
  await over
  expect(runs.size).toBe(0)
})
