import { afterEach, beforeEach, expect, test } from 'vitest'
import { createChangeRetention, deleteEndedChanges } from '../../../server/changes/change-retention.ts'
import { createLogger } from '../../../server/telemetry/logger.ts'
import { openStore, startAt, type Store } from './open-store.ts'

let store: Store
beforeEach(async () => {
  store = await openStore()
})
afterEach(() => store.database.destroy())

const dayMs = 24 * 3_600_000

/** Logs a change that ends at this instant. */
async function end(name: string, state: 'DONE' | 'FAILED' | 'CANCELLED', at: number): Promise<void> {
  const { id } = await store.insert(name, { plannedSteps: ['NOTE'] })
  const note = { kind: 'NOTE', attempts: 0 } as const
  if (state === 'CANCELLED') await store.states.cancel(id, { by: 'Olga', at })
  else if (state === 'DONE') await store.deliveries.finish(id, note, { state, vendorId: 7, at })
  else await store.deliveries.finish(id, note, { state, reason: 'Not now.', at })
}

const kept = async () => {
  const [changes, steps] = await Promise.all([
    store.database.selectFrom('changes').select('id').orderBy('id').execute(),
    store.database.selectFrom('change_steps').select('change_id').distinct().orderBy('change_id').execute(),
  ])
  expect(steps.map((step) => step.change_id)).toEqual(changes.map(({ id }) => id))
  return changes.map(({ id }) => id)
}

test('changes that ended before are deleted with their steps, PENDING ones never', async () => {
  for (const state of ['DONE', 'FAILED', 'CANCELLED'] as const) {
    await end(`old-${state}`, state, startAt + 999)
    await end(`new-${state}`, state, startAt + 1_000)
  }
  await store.insert('pending')

  expect(await deleteEndedChanges(store.database, startAt + 1_000)).toBe(3)
  expect(await kept()).toEqual(['acme:new-CANCELLED', 'acme:new-DONE', 'acme:new-FAILED', 'acme:pending'])
  expect(await deleteEndedChanges(store.database, startAt + 1_000)).toBe(0)
})

test('more than one transaction deletes are all deleted', async () => {
  for (let n = 0; n < 401; n++) await end(`c${n}`, 'DONE', startAt)

  expect(await deleteEndedChanges(store.database, startAt + 1_000)).toBe(401)
  expect(await kept()).toEqual([])
})

test('a place on a ticket is not given out again', async () => {
  await end('a', 'DONE', startAt)
  await deleteEndedChanges(store.database, startAt + 1)

  expect((await store.insert('b')).position).toBe(2)
})

test('they are deleted at the start and each day, as many days after they ended as is set; 0: never', async () => {
  await end('a', 'DONE', startAt)
  const lines: string[] = []
  const logger = createLogger({ level: 'info', secrets: [], destination: { write: (line) => void lines.push(line) } })
  const run = async (days: number, now: number) => {
    const retention = createChangeRetention({ database: store.database, clock: () => now, logger, days })
    retention.start()
    await expect.poll(kept).toHaveLength(days > 0 && now > startAt + days * dayMs ? 0 : 1)
    await retention.close()
  }

  await run(0, startAt + 10_000 * dayMs)
  await run(30, startAt + 30 * dayMs)
  expect(lines).toEqual([])
  await run(30, startAt + 30 * dayMs + 1)
  // Where nothing runs in the background, it is done when it is asked for.
  await createChangeRetention({ database: store.database, clock: () => startAt, logger, days: 0 }).run()
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { msg: 'old changes deleted', changes: 1, days: 30 },
  ])
})
