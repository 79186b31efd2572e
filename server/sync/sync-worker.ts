import type { Clock } from '../clock.ts'
import { DatabaseUnavailableError } from '../database/database-unavailable-error.ts'
import { createAwaited, type Awaited } from '../telemetry/awaited.ts'
import type { Logger } from '../telemetry/logger.ts'
import { createBackoff, type Backoff } from './backoff.ts'
import { createReadingClaim } from './claim-reading.ts'
import { decideWork, type Work } from './decide-work.ts'
import type { ProgressSignal } from './progress-signal.ts'
import type { RecordTypes } from './records.ts'
import type { ReplicaContent } from './replica-content.ts'
import { SyncLeaseLostError, type ReplicaStore } from './replica-store.ts'
import type { SyncSource } from './source.ts'
import { newState, type SyncState } from './sync-state.ts'
import { createWorkLoop } from './work-loop.ts'

/** The cause of vendor calls, for metrics. */
export type SyncCause = 'delta' | 'load' | 'reconcile'

/** Keeps the content of a replica current. */
export interface SyncWorker {
  /** Reads what is stored, then looks for work again and again. */
  start(): void
  /** Resolves once what is stored has been read. */
  readonly opened: Promise<void>
  /** Notes that a question was asked, which is what deltas are for. */
  ask(): void
  /** Asks for a delta that starts no earlier than now. @returns that instant, in epoch milliseconds */
  want(): number
  /** Looks for work now. */
  wake(): void
  /** For how long a delta has been due while questions are asked, in milliseconds; 0 where nothing is loaded, or asked. */
  overdueMs(): number
  /** While it is awaited, its calls go as fast as those of a request. */
  readonly awaited: Awaited
  /** What failed last, and when it is tried again. */
  readonly backoff: Pick<Backoff, 'retryAt' | 'failedAt' | 'error'>
  readonly isClosed: boolean
  close(): Promise<void>
}

export interface SyncWorkerOptions<C extends RecordTypes> {
  readonly source: SyncSource<C>
  readonly store: ReplicaStore<C>
  readonly content: ReplicaContent<C>
  readonly progress: ProgressSignal
  readonly clock: Clock
  readonly logger: Logger
  /** Minimum time between two deltas, in milliseconds. */
  readonly deltaMs: number
  /** Whether other gateways write to the same store. */
  readonly isShared: boolean
  /**
   * Runs work whose vendor calls have this cause, and count for no request: one that asks may wake the loop. `awaited`
   * tells whether one waits.
   */
  readonly runAs: <T>(cause: SyncCause, work: () => Promise<T>, awaited: Awaited) => Promise<T>
  /** How often to look for work, in milliseconds. */
  readonly tickMs: number
  /**
   * How long the database must have been away before this gateway reads without the lease, in milliseconds, unless a
   * caller has asked for a refresh. Where it is shared, it may only be slow, and another gateway may be reading. 0 by
   * default.
   */
  readonly aloneAfterMs?: number
}

/** How often the lease is renewed during long reads, in milliseconds. */
const renewMs = 2_500

/**
 * How often to look at what is stored while there is nothing to do, in milliseconds: so long does a gateway keep records
 * that an operator has deleted.
 */
const lookMs = 3_000

const causes: Readonly<Record<Work['kind'], SyncCause>> = {
  delta: 'delta',
  load: 'load',
  reconcile: 'reconcile',
  references: 'reconcile',
}

export function createSyncWorker<C extends RecordTypes>(options: SyncWorkerOptions<C>): SyncWorker {
  const { source, store, content, progress, clock, logger, deltaMs, isShared, runAs, tickMs } = options
  const backoff = createBackoff(clock)
  const awaited = createAwaited()
  const opened = Promise.withResolvers<void>()
  const isLookDue = createInterval(lookMs)
  const mayRead = createReadingClaim(store, content, options.aloneAfterMs ?? 0)
  const demand = { askedAt: -Infinity, wantedAt: -Infinity }
  const loop = createWorkLoop(work, tickMs, (error) => {
    if (!(error instanceof DatabaseUnavailableError)) logger.error({ err: error }, 'sync stopped')
  })

  const isInDemand = () => Math.abs(clock() - demand.askedAt) <= 2 * deltaMs
  function nextWork(): Work | null {
    const { state } = content
    if (!state || loop.isClosed) return null
    const now = clock()
    return decideWork({ now, state, slices: source.slices(now), ...demand, retryAt: backoff.retryAt, deltaMs })
  }

  const isBeginning = () => !content.state && demand.askedAt > -Infinity && clock() >= backoff.retryAt

  async function workUntilDone(): Promise<void> {
    const renewing = setInterval(() => void store.renew().catch(() => undefined), renewMs).unref()
    try {
      if (isBeginning()) content.begin(newState(clock(), source.initialCursors(clock())))
      for (let work = nextWork(); work && content.state; work = nextWork()) {
        const { state } = content
        const current = work
        const isWanted = state.asOf < demand.wantedAt
        await runAs(causes[work.kind], () => perform(source, content, current, state, clock(), isWanted), awaited)
        backoff.succeeded()
      }
    } finally {
      clearInterval(renewing)
    }
  }

  async function work(): Promise<void> {
    await opened.promise
    if (!isBeginning() && !nextWork()) {
      if ((isShared && isInDemand()) || isLookDue()) await content.pull()
      return
    }
    if (!(await mayRead((content.state?.asOf ?? Infinity) < demand.wantedAt))) return content.pull()
    try {
      await workUntilDone()
    } catch (error) {
      if (error instanceof SyncLeaseLostError) return
      backoff.failed(error)
      if (!loop.isClosed) logger.warn({ err: error, account: source.account }, 'sync failed')
      progress.tell()
    } finally {
      await store.release().catch(() => undefined)
    }
  }

  return {
    opened: opened.promise,
    start() {
      void open(content, logger).then(opened.resolve)
      loop.start()
    },
    ask: () => (demand.askedAt = clock()),
    want: () => (demand.askedAt = demand.wantedAt = clock()),
    wake: loop.wake,
    overdueMs: () => (content.state && isInDemand() ? Math.max(0, clock() - content.state.asOf - deltaMs) : 0),
    backoff,
    awaited,
    get isClosed() {
      return loop.isClosed
    },
    async close() {
      const closed = loop.close()
      progress.tell()
      await closed.then(content.settled)
    },
  }
}

/** Returns a function that is true once in so many milliseconds. */
function createInterval(ms: number): () => boolean {
  let last = -Infinity
  return () => {
    if (performance.now() - last < ms) return false
    last = performance.now()
    return true
  }
}

/** Reads what is stored. Without it, the replica begins empty. */
async function open<C extends RecordTypes>(content: ReplicaContent<C>, logger: Logger): Promise<void> {
  try {
    await content.pull()
  } catch (error) {
    if (error instanceof DatabaseUnavailableError) return
    logger.error({ err: error }, 'the stored replica cannot be read')
  }
}

async function perform<C extends RecordTypes>(
  source: SyncSource<C>,
  content: ReplicaContent<C>,
  work: Work,
  state: SyncState,
  now: number,
  isWanted: boolean,
): Promise<void> {
  switch (work.kind) {
    case 'delta': {
      const { changes, cursors } = await source.readDelta(state.cursors, content.tables, now, isWanted)
      return content.commit(changes, { ...state, cursors, asOf: now })
    }
    case 'references':
      return content.commit(await source.readReferences(content.tables, now), { ...state, referencesAt: now })
    case 'load':
    case 'reconcile': {
      const changes = await source.readSlice(work.slice, content.tables, now)
      return content.commitSlice(changes, { ...state, slices: { ...state.slices, [work.slice.key]: now } })
    }
  }
}
