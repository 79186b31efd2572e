import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Replica, ReplicaRead } from '../../sync/replica.ts'
import type { Aged } from '../../cache/aged.ts'
import type { Found } from '../kit/keyed-read.ts'
import { createReplicaReader } from '../kit/replica-reader.ts'
import type { AutotaskRecords } from './types.ts'
import { createReplicaReads, type ReferenceName, type ReplicaReads } from './replica-reads.ts'
import { createSalesFirst, type ReplicatedSales } from './sales-first.ts'
import type { AutotaskWindows, LeadsTo } from './windows.ts'

/** What replicas of Autotask's records need to answer a request. */
export interface AutotaskReplica extends ReplicatedSales {
  readonly replica: Replica<AutotaskRecords>
}

/** Answers one request's questions from the replica, and asks Autotask for what the replica does not have. */
export interface ReplicaFirst {
  readonly windows: AutotaskWindows
  /** The state of the replica that the request reads; null if there is none. */
  state(): Promise<Pick<ReplicaRead<AutotaskRecords>, 'tables' | 'version' | 'stale'> | null>
  /** Answers without waiting; null until the request has read the replica, and where there is none. */
  peek(): ReplicaReads | null
  /** One answer: from the replica, or else asked. */
  first<T>(take: (reads: ReplicaReads) => T | null, ask: () => Promise<T>): Promise<T>
  /** Rows by id. */
  byIds<T>(
    ids: readonly number[],
    take: (reads: ReplicaReads, id: number) => Aged<T> | null,
    ask: (missing: readonly number[]) => Promise<Found<T>>,
  ): Promise<Found<T>>
  /** Records that others name. Those the replica does not have yet are added to it. */
  references<Name extends ReferenceName>(
    name: Name,
    ids: readonly number[],
    ask: (missing: readonly number[]) => Promise<Found<AutotaskRecords[Name] | null>>,
  ): Promise<Found<AutotaskRecords[Name] | null>>
}

/**
 * @param source null: nothing is replicated
 * @param direct asks Autotask
 * @param track marks a load as one that others may follow from
 */
export function createReplicaFirst(
  source: AutotaskReplica | null,
  direct: AutotaskWindows,
  track: <T>(load: Promise<T>) => Promise<T>,
): ReplicaFirst {
  let state: ReplicaRead<AutotaskRecords> | null = null
  const { reads, peek, first } = createReplicaReader(async () => {
    state = (await source?.replica.read()) ?? null
    return source && state && createReplicaReads(state, source.months, source.clock())
  })

  /** A list of tickets: tracked where other loads follow from its rows; where not, sent after those that are waited for. */
  function ticketList<T>(leadsTo: LeadsTo, take: (reads: ReplicaReads) => T | null, ask: () => Promise<T>): Promise<T> {
    return leadsTo === 'loads' ? track(first(take, ask)) : first(take, () => nextTurn().then(ask))
  }

  const byIds: ReplicaFirst['byIds'] = async (ids, take, ask) => {
    const known = await reads()
    if (!known) return ask(ids)
    const taken = ids.map((id) => [id, take(known, id)] as const)
    const missing = taken.filter(([, value]) => value === null).map(([id]) => id)
    const asked = missing.length > 0 ? await ask(missing) : new Map<number, never>()
    return new Map([...taken.filter((entry) => entry[1] !== null), ...asked] as [number, never][])
  }

  return {
    async state() {
      await reads()
      return state
    },
    peek,
    first,
    windows: {
      ...direct,
      ticketWindow: (date, range, leadsTo = 'loads') =>
        ticketList(
          leadsTo,
          (known) => known.ticketWindow(date, range),
          () => direct.ticketWindow(date, range),
        ),
      ticketSelection: (selection, leadsTo = 'loads') =>
        ticketList(
          leadsTo,
          (known) => known.ticketSelection(selection),
          () => direct.ticketSelection(selection),
        ),
      ...createSalesFirst(source, direct, track),
      // Tracked, since other loads follow from their rows.
      timeEntriesWorked: (from, to) =>
        track(
          first(
            (known) => known.timeEntriesWorked(from, to),
            () => direct.timeEntriesWorked(from, to),
          ),
        ),
    },
    byIds,
    references: (name, ids, ask) =>
      byIds(
        ids,
        (known, id) => known.reference(name, id),
        async (missing) => {
          const found = await ask(missing)
          source?.replica.learn(
            name,
            [...found.values()].flatMap((aged) => ('value' in aged && aged.value ? [aged.value] : [])),
          )
          return found
        },
      ),
  }
}
