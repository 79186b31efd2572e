import { kindsOfChange } from '../../integration/sync/record-changes.ts'
import type { AutotaskState } from '../oracle/state.ts'
import type { Random } from '../random.ts'
import type { VendorControl } from '../vendor-control.ts'

/** How often a kind of change happens in a service desk: shares of all changes, in percent. */
const shares: Readonly<Record<string, number>> = {
  'another status': 18,
  'another person': 8,
  'another priority': 4,
  'another due date': 4,
  'another title': 2,
  'another company': 1,
  'a field by an import': 2,
  'a ticket completed': 8,
  'a ticket opened again': 1,
  'a new ticket': 8,
  'a new ticket of another queue': 10,
  'a move to another queue': 1,
  'a move into the queue': 1,
  'a new time entry': 14,
  'a new time entry of another queue': 10,
  'other hours': 3,
  'a recalculated service level': 2,
  'a deleted ticket': 1,
  'a deleted time entry': 1,
  'another name of a company': 1,
}

/**
 * Changes records as people do all day in a vendor's own screens.
 *
 * @param state what Autotask holds; kept current here, since asking for all of it each time would take seconds
 */
export function createRecordChanges(
  {
    autotask,
    clock,
    random,
  }: {
    readonly autotask: Pick<VendorControl<AutotaskState>, 'records'>
    readonly clock: { readonly now: () => number }
    readonly random: Random
  },
  state: AutotaskState,
): () => Promise<void> {
  const kinds = Object.entries(shares).flatMap(([name, share]) => {
    const kind = kindsOfChange[name]
    if (!kind) throw new Error(`There is no change "${name}".`)
    return Array.from({ length: share }, () => kind)
  })
  const records: typeof autotask.records = (collection, change) => {
    if ('delete' in change) {
      const gone = [change.delete].flat()
      const rows = state[collection as 'Tickets'] as { id: number }[]
      const left = rows.filter(({ id }) => !gone.includes(id))
      rows.splice(0, rows.length, ...left)
    }
    return autotask.records(collection, change)
  }
  return async () => void (await random.pick(kinds).apply({ autotask: { records }, state, random, now: clock.now() }))
}
