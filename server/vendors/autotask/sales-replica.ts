import type { CollectionStatus, Replica, ReplicaRead } from '../../sync/replica.ts'
import { isRefusal } from './is-refusal.ts'
import type { SalesRecords } from './types.ts'

/** The replica of sales activity, of which nothing is read or stored before the first question. */
export interface SalesReplica {
  /**
   * Returns the records, as `Replica.read`.
   *
   * @returns null while nothing is loaded, and where Autotask refuses the gateway: its answer to the question then says
   *   which entity it refuses
   */
  read(): Promise<ReplicaRead<SalesRecords> | null>
  /** Runs a delta now, if there was a question. */
  refresh(): Promise<void>
  /** Empty before the first question. */
  status(): readonly CollectionStatus[]
  /** As `Replica.keep`. */
  keep(): Promise<void>
  close(): Promise<void>
}

/** @param open called at the first question */
export function createSalesReplica(open: () => Replica<SalesRecords>): SalesReplica {
  let opened: Replica<SalesRecords> | null = null
  let isClosed = false

  function start(): Replica<SalesRecords> {
    const replica = open()
    replica.start()
    return replica
  }

  return {
    async read() {
      if (isClosed) return null
      opened ??= start()
      try {
        return await opened.read()
      } catch (error) {
        if (isRefusal(error)) return null
        throw error
      }
    },
    refresh: async () => opened?.refresh(),
    async keep() {
      if (!isClosed) await (opened ??= start()).keep()
    },
    status: () => opened?.status() ?? [],
    async close() {
      isClosed = true
      await opened?.close()
    },
  }
}
