import type { Clock } from '../clock.ts'
import { DatabaseUnavailableError } from '../database/database-unavailable-error.ts'
import type { Logger } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { AuditEntry } from './audit-entry.ts'
import { ChainBrokenError, type AuditStore } from './audit-store.ts'
import { AuditUnavailableError } from './audit-unavailable-error.ts'
import { idOf } from './chain.ts'
import { createOwnChain, type AnchorTimes, type Unresolved } from './own-chain.ts'
import { createWaitingEntries, type Waiting } from './waiting-entries.ts'

export interface WriterTimes extends AnchorTimes {
  /** How long entries are gathered before they are written, in milliseconds. */
  readonly gatherMs: number
  /** When it is tried again after a failure. */
  readonly retryMs: number
  /** How many entries wait at most; what comes beyond is counted and lost. */
  readonly maxWaiting: number
}

const usualTimes: WriterTimes = {
  gatherMs: 500,
  retryMs: 1_000,
  maxWaiting: 10_000,
  anchorRecords: 500,
  anchorMs: 5 * 60_000,
}

export interface AuditWriterOptions {
  readonly store: Pick<AuditStore, 'append'>
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Pick<Metrics, 'auditAvailable' | 'auditRecords' | 'auditLost'>
  /** The first entry of every chain. */
  readonly firstEntry: () => Promise<AuditEntry>
  readonly times?: Partial<WriterTimes>
}

/** Writes entries: `audit-log.ts` says what for. */
export interface AuditWriter {
  /** Begins the chain, in the background. */
  start(): void
  /** Adds entries whose caller does not wait. */
  add(entry: AuditEntry): void
  /** Adds an entry and waits until it is on disk. @returns its id. @throws AuditUnavailableError */
  addNow(entry: AuditEntry): Promise<string>
  /** Writes what was added so far. Does not throw. */
  flush(): Promise<void>
  readonly isAvailable: boolean
  close(): Promise<void>
}

/**
 * Writes entries to this gateway's chain, in their order, one batch at a time: callers that wait share a transaction with
 * all that came meanwhile.
 */
export function createAuditWriter(options: AuditWriterOptions): AuditWriter {
  const { clock, logger, metrics } = options
  const times = { ...usualTimes, ...options.times }
  const entries = createWaitingEntries(times.maxWaiting)
  const availability = createAvailability(options)
  let isClosing = false
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null
  const batches = createBatchWriter(options, times, entries, () => isClosing)

  function schedule(ms: number): void {
    timer ??= setTimeout(() => {
      timer = null
      void flush()
    }, ms).unref()
  }

  async function write(): Promise<void> {
    // Who comes while it is tried is not refused with these, but by a try of its own.
    let callers = entries.callers()
    try {
      while (await batches.writeNext()) {
        availability.set(true)
        callers = entries.callers()
      }
    } catch (error) {
      // Another writer's lock that did not come is no outage.
      const isBusy = error instanceof DatabaseUnavailableError && error.trouble === 'busy'
      if (!isBusy) availability.set(false, error)
      batches.refuse(callers, error)
      if (!isClosing) schedule(times.retryMs)
    }
  }

  function flush(): Promise<void> {
    running ??= write().finally(() => {
      running = null
      // It came after the last batch was closed.
      if (entries.hasCallers) void flush()
    })
    return running
  }

  function push(entry: AuditEntry, caller: Parameters<typeof entries.push>[0]['caller']): boolean {
    const hasRoom = entries.push({ entry, caller })
    if (!hasRoom) metrics.auditLost.inc()
    return hasRoom
  }

  return {
    start: () => schedule(0),
    add(entry) {
      if (push(entry, null)) schedule(times.gatherMs)
    },
    addNow(entry) {
      const { promise, resolve, reject } = Promise.withResolvers<string>()
      if (push(entry, { resolve, reject })) void flush()
      else reject(new AuditUnavailableError(new Error('Too many records wait to be written.')))
      return promise
    },
    async flush() {
      // The batch that is under way may have been closed before the last entry came.
      await running
      await flush()
    },
    get isAvailable() {
      return availability.get()
    },
    async close() {
      isClosing = true
      if (timer) clearTimeout(timer)
      await running
      await flush()
      const left = entries.size + batches.unresolved()
      if (left > 0) logger.error({ records: left, at: clock() }, 'audit records lost: the log took none until the end')
    },
  }
}

/** Tells log and metrics when the audit log takes no records, and when it does again. */
function createAvailability({ logger, metrics }: Pick<AuditWriterOptions, 'logger' | 'metrics'>) {
  let isAvailable = true
  return {
    get: () => isAvailable,
    set(value: boolean, err?: unknown): void {
      if (value === isAvailable) return
      isAvailable = value
      metrics.auditAvailable.set(Number(value))
      if (value) logger.info('audit log available again')
      else logger.error({ err }, 'audit log unavailable: nothing can be changed until it takes records again')
    },
  }
}

const maxBatch = 2_000

/** Writes batches. One whose outcome is not known is written again as it is, never beside another one. */
function createBatchWriter(
  { store, clock, logger, metrics, firstEntry }: AuditWriterOptions,
  times: AnchorTimes,
  entries: ReturnType<typeof createWaitingEntries>,
  isClosing: () => boolean,
) {
  const chain = createOwnChain(times, isClosing)
  let unresolved: Unresolved | null = null

  async function next(): Promise<Unresolved | null> {
    if (unresolved) return unresolved
    const first = chain.isNew ? [{ entry: await firstEntry(), caller: null }] : []
    const waiting = [...first, ...entries.take(maxBatch, clock())]
    unresolved = waiting.length === 0 ? null : chain.append(waiting, clock())
    return unresolved
  }

  function settle({ batch, waiting }: Unresolved): void {
    unresolved = null
    chain.settle(batch)
    const last = batch.records.at(-1)
    if (batch.isAnchored && last) {
      // Kept elsewhere, these lines show what was cut off later together with all its anchors.
      logger.info({ chain: last.chain, position: last.position, hash: last.hash }, 'audit anchor')
    }
    for (const [index, record] of batch.records.entries()) {
      metrics.auditRecords.inc({ kind: record.entry.kind })
      waiting[index]?.caller?.resolve(idOf(record))
    }
  }

  return {
    /** @returns false if nothing is left to write. @throws ChainBrokenError, DatabaseUnavailableError */
    async writeNext(): Promise<boolean> {
      const wanted = await next()
      if (!wanted) return false
      try {
        await store.append(wanted.batch)
        settle(wanted)
      } catch (error) {
        if (!(error instanceof ChainBrokenError)) throw error
        // Another program wrote there or deleted it, which `verify` shows: new records go into a new chain.
        logger.error({ err: error }, 'audit chain was changed by another program: a new one is begun')
        unresolved = null
        chain.leave()
        entries.putBack(wanted.waiting.filter(({ entry }) => entry.kind !== 'system' || entry.operation !== 'start'))
      }
      return true
    },
    /** Refuses those who wait for the batch, and these others. */
    refuse(callers: readonly Waiting[], cause: unknown): void {
      if (unresolved) {
        const { batch, waiting } = unresolved
        // It may be in the database: it stays as it is, without a caller that waits for it.
        unresolved = { batch, waiting: waiting.map(({ entry }) => ({ entry, caller: null })) }
        for (const [index, record] of batch.records.entries()) {
          waiting[index]?.caller?.reject(new AuditUnavailableError(cause, idOf(record)))
        }
      }
      // Some of them were refused with the batch.
      for (const { caller } of callers) caller?.reject(new AuditUnavailableError(cause))
      entries.remove(callers)
    },
    /** How many records may not be on disk. */
    unresolved: () => unresolved?.batch.records.length ?? 0,
  }
}
