import { expect, test } from 'vitest'
import { createSqlNow } from '../../../../server/changes/change-clock.ts'
import type { ChangeRecord, ChangeStepKind, NewChange } from '../../../../server/changes/change-record.ts'
import { createChangeRecords } from '../../../../server/changes/change-records.ts'
import { createChangeStates } from '../../../../server/changes/change-states.ts'
import { usualChangeTimes } from '../../../../server/changes/change-times.ts'
import { createDeliverer } from '../../../../server/changes/delivery/deliver.ts'
import { createDeliveryRecords } from '../../../../server/changes/delivery/delivery-records.ts'
import { createDueChanges } from '../../../../server/changes/delivery/due-changes.ts'
import { openDatabase, type Database } from '../../../../server/database/create-database.ts'
import { fromStart } from '../../../../server/paging/keyset-page.ts'
import { createRandom, type Random } from '../../../support/random.ts'
import { createFakeConnectWise, granted } from './fake-connectwise.ts'
import { createVirtualTime, type VirtualTime } from './virtual-time.ts'

const times = usualChangeTimes
/** The end of a process: nothing of it happens any more. */
const never = () => new Promise<never>(() => undefined)

/** Objects whose methods stop for good, before or after they have worked, once the process is killed. */
function killable<T extends object>(target: T, life: { isOver: boolean }, mayDie: () => boolean): T {
  return new Proxy(target, {
    get(object, name) {
      const method: unknown = Reflect.get(object, name)
      if (typeof method !== 'function') return method
      return async (...args: unknown[]) => {
        const dies = () => {
          life.isOver ||= mayDie()
          return life.isOver
        }
        if (dies()) return never()
        const result: unknown = await method.apply(object, args).catch((error: unknown) => {
          if (dies()) return never()
          throw error
        })
        return dies() ? never() : result
      }
    },
  })
}

const newChange = (tenantId: string, ticketId: number, n: number, statusId: number): NewChange => ({
  tenantId,
  ticketId,
  idempotencyKey: `key ${n}`,
  contentHash: '',
  reference: `REF${String(n).padStart(7, '0')}`,
  companyId: 'acme',
  server: 'https://one.test',
  isProject: false,
  kind: null,
  note: `note REF${String(n).padStart(7, '0')}`,
  isInternal: true,
  timeNotes: `entry REF${String(n).padStart(7, '0')}`,
  minutes: 15,
  startedAt: 0,
  statusMode: 'given',
  statusId,
  memberIdentifier: null,
  operatorId: 'o',
  operatorName: 'Olga',
  plannedSteps: ['NOTE', 'TIME', 'STATUS'],
})

interface World {
  db: Database
  time: VirtualTime
  random: Random
  tenantId: string
  kills: number
}

/** Gateways, one after the other or two at a time, until nothing is PENDING. */
async function deliverAll(
  world: World,
  fake: ReturnType<typeof createFakeConnectWise>,
  isDone: () => Promise<boolean>,
) {
  const { db, time, random } = world
  const now = createSqlNow('sqlite', time.now)
  const due = createDueChanges({ database: db, now, leaseMs: times.leaseMs, longestWaitMs: 600_000 })

  async function gateway(): Promise<void> {
    const life = { isOver: false }
    const mayDie = () => {
      if (world.kills === 0 || !random.chance(0.02)) return false
      world.kills--
      return true
    }
    const wrap = <T extends object>(target: T) => killable(target, life, mayDie)
    const deliverer = createDeliverer({
      records: wrap(createChangeRecords({ database: db, now })),
      delivery: wrap(createDeliveryRecords({ database: db, now, leaseMs: times.leaseMs })),
      access: { check: async () => granted },
      writerOf: () => wrap(fake.writer),
      times,
      clock: time.now,
      stopwatch: time.stopwatch,
    })
    while (!life.isOver && !(await isDone())) {
      const found = await due.find({ limit: 4, exceptTenants: [] })
      const turns = found.map((change) =>
        deliverer.run(change, { isClosing: () => false, signal: new AbortController().signal }).catch(() => undefined),
      )
      // A killed gateway's turns never end: whoever restarts it looks every second.
      const underWay = new Set(turns)
      for (const turn of turns) void turn.finally(() => underWay.delete(turn))
      do await time.sleep(1_000)
      while (underWay.size > 0 && !life.isOver)
    }
  }
  const replica = async () => {
    while (!(await isDone())) await gateway()
  }
  await Promise.all([replica(), ...(random.chance(0.5) ? [replica()] : [])])
}

// The last one shows what a status that comes late does where nobody waits for it.
const seeds = [...Array.from({ length: 45 }, (_, n) => n + 1), 246]

/** Takes some changes back at some moment, once or twice at the same time. */
async function cancelSome({ db, time, random }: World, ids: readonly string[]): Promise<Set<string>> {
  const states = createChangeStates({ database: db, now: createSqlNow('sqlite', time.now) })
  const cancelled = new Set<string>()
  await Promise.all(
    ids.map(async (id) => {
      if (!random.chance(0.3)) return
      await time.sleep(random.pick([0, 500, 5_000, 30_000, 90_000]) + random.below(2_000))
      const answers = await Promise.all(
        Array.from({ length: 1 + random.below(2) }, () => states.cancel(id, { by: 'Olga', at: time.now() })),
      )
      expect(answers.filter(Boolean).length).toBeLessThan(2)
      if (answers.includes(true)) cancelled.add(id)
    }),
  )
  return cancelled
}

test(`whatever goes wrong, every change ends with one note, one time entry and the last status, or as far as it was cancelled (${seeds.length} seeds)`, async () => {
  const ends: Record<string, number> = {}
  for (const seed of seeds) {
    const random = createRandom(seed)
    const time = createVirtualTime()
    const db = await openDatabase('file::memory:')
    const records = createChangeRecords({ database: db, now: createSqlNow('sqlite', time.now) })
    const refused = new Set(random.chance(0.3) ? [`time entry REF000000${random.below(6)}`] : [])
    const fake = createFakeConnectWise({
      time,
      random,
      trouble: random.pick([0, 0.2, 0.5]),
      timeoutMs: times.timeoutMs,
      lateStoreMs: times.lateStoreMs,
      refuses: (text) => refused.has(text),
    })
    const world = { db, time, random, tenantId: 'acme', kills: random.below(5) }
    const inputs = Array.from({ length: 6 }, (_, n) => newChange('acme', 1 + (n % 2), n, 10 + random.below(2)))
    const ids: string[] = []
    for (const input of inputs) ids.push((await records.insert(input, time.now())).change.id)

    const all = () => records.list({ tenantIds: ['acme'] }, fromStart(100))
    const [cancelled] = await time.run(
      Promise.all([
        cancelSome(world, ids),
        deliverAll(world, fake, async () => (await all()).every(({ state }) => state !== 'PENDING')),
      ]),
    )
    // Whatever is still on its way into ConnectWise arrives.
    await time.run(time.sleep(60_000))

    const changes = await all()
    const has = (change: ChangeRecord, kind: ChangeStepKind, state: string) =>
      change.steps.some((step) => step.kind === kind && step.state === state)
    for (const change of changes) {
      const states = change.steps.map(({ state }) => state)
      const isRefused = refused.has(`time ${change.timeNotes}`)
      const isCancelled = cancelled.has(change.id)
      const usual = isRefused ? 'FAILED DONE,FAILED,PENDING' : 'DONE DONE,DONE,DONE'
      const end = `${change.state} ${states.join()}`
      if (isCancelled) ends[end] = (ends[end] ?? 0) + 1
      else expect.soft(end, `seed ${seed}`).toBe(usual)
      if (change.state === 'CANCELLED') expect.soft(states, `seed ${seed}`).toContain('SKIPPED')
      if (change.state === 'CANCELLED') expect.soft(states, `seed ${seed}`).not.toContain('PENDING')
    }
    for (const ticketId of [1, 2]) {
      const mine = changes.filter((change) => change.ticketId === ticketId).toSorted((x, y) => x.position - y.position)
      const statuses = mine.filter((change) => has(change, 'STATUS', 'DONE')).map(({ statusId }) => statusId)
      expect.soft(fake.ticket(ticketId), `seed ${seed}`).toEqual({
        notes: mine.filter((change) => has(change, 'NOTE', 'DONE')).map(({ note }) => note),
        times: mine.filter((change) => has(change, 'TIME', 'DONE')).map(({ timeNotes }) => timeNotes),
        statusId: statuses.at(-1) ?? 1,
      })
    }
    await db.destroy()
  }
  // Before the first send, between two, and too late for any: all of it came up.
  expect(Object.keys(ends)).toEqual(
    expect.arrayContaining([
      'CANCELLED SKIPPED,SKIPPED,SKIPPED',
      'CANCELLED DONE,SKIPPED,SKIPPED',
      'CANCELLED DONE,DONE,SKIPPED',
      'DONE DONE,DONE,DONE',
    ]),
  )
}, 900_000)
