import type { Aged } from '../../cache/aged.ts'
import type { ReplicaRead } from '../../sync/replica.ts'
import type { AutotaskReader } from './reader.ts'
import type { AutotaskRecords } from './types.ts'

/** What a request's answers are made from, as far as it has read. */
export interface RequestBasis {
  /**
   * The state of the replica that the request reads: the same object for as long as the replica is the same. Null without a
   * replica.
   */
  current(): Promise<object | null>
  /**
   * Until when what was read beside the replica is fresh, in epoch milliseconds; Infinity if there was nothing. Null once
   * records were read that are not the replica's.
   */
  readonly freshUntil: number | null
}

type State = Pick<ReplicaRead<AutotaskRecords>, 'tables' | 'version' | 'stale'>

/** Gives each state of a replica an object of its own. */
export function createStates(): (state: State) => object {
  let last: (State & { readonly basis: object }) | null = null
  return ({ tables, version, stale }) => {
    if (last && last.tables === tables && last.version === version && last.stale === stale) return last.basis
    last = { tables, version, stale, basis: {} }
    return last.basis
  }
}

/** Watches what a request reads beside the replica. */
export function watchReader(reader: AutotaskReader) {
  let freshUntil: number | null = Infinity
  const others = () => {
    freshUntil = null
  }
  const watched: AutotaskReader = {
    window(mapping, window) {
      others()
      return reader.window(mapping, window)
    },
    byIds(mapping, ids, filter) {
      others()
      return reader.byIds(mapping, ids, filter)
    },
    timeEntriesOfTickets(ids) {
      others()
      return reader.timeEntriesOfTickets(ids)
    },
    async picklists(entity) {
      const picklists = await reader.picklists(entity)
      if (freshUntil !== null) freshUntil = Math.min(freshUntil, endOf(picklists))
      return picklists
    },
  }
  return { watched, freshUntil: () => freshUntil }
}

/** When it is no longer fresh; it may be already. */
const endOf = ({ asOf, stale, maxAgeSeconds = 0 }: Aged<unknown>) => (stale ? 0 : asOf + maxAgeSeconds * 1_000)
