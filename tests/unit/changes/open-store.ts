import type { ChangeRecord, NewChange } from '../../../server/changes/change-record.ts'
import { usualChangeTimes } from '../../../server/changes/change-times.ts'
import { createChangeStore } from '../../../server/changes/changes.ts'
import type { Lease } from '../../../server/changes/delivery/leases.ts'
import { openDatabase } from '../../../server/database/create-database.ts'

/** The time of a store when it is opened. */
export const startAt = Date.UTC(2026, 2, 18, 15)

/** The system that changes are logged for, unless stated otherwise. */
export const system = { companyId: 'acme', server: 'https://one.test' }

/** A change with a note, a time entry and a given status. */
export const usualChange: NewChange = {
  tenantId: 'acme',
  ticketId: 1,
  idempotencyKey: 'key',
  contentHash: 'hash',
  reference: 'REF',
  ...system,
  isProject: false,
  kind: null,
  note: 'The note.',
  isInternal: true,
  timeNotes: 'The time entry.',
  minutes: 15,
  startedAt: startAt - 900_000,
  statusMode: 'given',
  statusId: 10,
  memberIdentifier: 'olga',
  operatorId: 'o',
  operatorName: 'Olga',
  plannedSteps: ['NOTE', 'TIME', 'STATUS'],
}

/** The room's store on SQLite in memory, with the usual times and a clock that is set by hand. */
export async function openStore() {
  const clock = { now: startAt }
  const database = await openDatabase('file::memory:')
  const deliveryClock = () => clock.now
  const store = createChangeStore({ database, databaseKind: 'sqlite', deliveryClock }, usualChangeTimes)
  return {
    ...store,
    database,
    clock,
    pass: (ms: number) => void (clock.now += ms),
    /** Logs a change, by a key and a reference of its own: its id is `<tenant>:<name>`. */
    async insert(name: string, change: Partial<NewChange> = {}): Promise<ChangeRecord> {
      const named = { ...usualChange, idempotencyKey: name, reference: name, ...change }
      return (await store.records.insert(named, clock.now)).change
    },
    find: async (id: string): Promise<ChangeRecord> => (await store.records.find(id))!,
    /** The states of a change and of its steps. */
    async statesOf(id: string): Promise<string> {
      const change = await store.records.find(id)
      return [change?.state, ...(change?.steps ?? []).map(({ state }) => state)].join(' ')
    },
  }
}

export type Store = Awaited<ReturnType<typeof openStore>>

/** A lease on ticket 1 of the tenant acme. */
export const leaseOf = (owner: string, lease: Partial<Lease> = {}): Lease => ({
  tenantId: 'acme',
  ticketId: 1,
  owner,
  ...lease,
})
