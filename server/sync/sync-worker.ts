import type { Clock } from '../clock.ts'
import { DatabaseUnavailableError } from '../database/database-unavailable-error.ts'
import { createAwaited, type Awaited } from '../telemetry/awaited.ts'
import type { Logger } from '../telemetry/logger.ts'
import type { WorkTime } from '../work-time.ts'
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
  /** Looks for work now, and waits until none is left, or no time for it. */
  work(): Promise<void>
  /**
   * Where this process is stopped between requests: reads what other gateways have stored meanwhile, unless that was done a
   * moment ago. Elsewhere it is done all the time.
   */
  follow(): Promise<void>
  /** Whether what others have stored is known here, but for the last seconds. */
  readonly isFollowing: boolean
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
  /** Where this process is stopped between requests: the time there is for work. Absent: it is done in the background. */
  readonly workTime?: WorkTime | undefined
}

/** Less time is too little for reading a slice, in milliseconds; deltas are short, and wanted. */
const leastWorkMs = 30_000

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
  const { source, store, content, progress, clock, logger, deltaMs, isShared, tickMs } = options
  const backoff = createBackoff(clock)
  const awaited = createAwaited()
  const opened = Promise.withResolvers<void>()
  const isLookDue = createInterval(lookMs)
  const mayRead = createReadingClaim(store, content, options.aloneAfterMs ?? 0)
  const demand = { askedAt: -Infinity, wantedAt: -Infinity }
  const follower = createFollower(content, options.workTime)
  const loop = createWorkLoop(work, tickMs, (error) => {
    if (!(error instanceof DatabaseUnavailableError)) logger.error({ err: error }, 'sync stopped')
  })

  const isInDemand = () => Math.abs(clock() - demand.askedAt) <= 2 * deltaMs
  function nextWork(): Work | null {
    const { state } = content
    if (!state || loop.isClosed) return null
    const now = clock()
    const work = decideWork({ now, state, slices: source.slices(now), ...demand, retryAt: backoff.retryAt, deltaMs })
    return work && hasTimeFor(work, options.workTime) ? work : null
  }

  const isBeginning = () => !content.state && demand.askedAt > -Infinity && clock() >= backoff.retryAt

  async function work(): Promise<void> {
    await opened.promise
    if (!isBeginning() && !nextWork()) {
      if ((isShared && isInDemand()) || isLookDue()) await content.pull()
      return
    }
    if (!(await mayRead((content.state?.asOf ?? Infinity) < demand.wantedAt))) return content.pull()
    try {
      await workUntilDone({ ...options, demand, backoff, awaited, nextWork, isBeginning })
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
      const opening = open(content, logger).then(follower.note)
      opened.resolve(opening)
      if (!options.workTime) loop.start()
    },
    ask: () => (demand.askedAt = clock()),
    want: () => (demand.askedAt = demand.wantedAt = clock()),
    wake: loop.wake,
    work: loop.run,
    async follow() {
      await opened.promise
      if (!follower.isFollowing) await loop.runInstead(follower.follow)
    },
    get isFollowing() {
      return follower.isFollowing
    },
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

interface RunOptions<C extends RecordTypes> extends SyncWorkerOptions<C> {
  readonly demand: { readonly wantedAt: number }
  readonly backoff: Backoff
  readonly awaited: Awaited
  readonly nextWork: () => Work | null
  readonly isBeginning: () => boolean
}

/** Does what there is to do, one after the other, under the lease. */
async function workUntilDone<C extends RecordTypes>(options: RunOptions<C>): Promise<void> {
  const { source, store, content, clock, demand, backoff, awaited, nextWork, isBeginning, runAs } = options
  const renewing = setInterval(() => void store.renew().catch(() => undefined), renewMs).unref()
  try {
    if (isBeginning()) await begin(options)
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

/** In a process that may be stopped before the first slice, the others have to know that the load has begun. */
async function begin<C extends RecordTypes>({ source, content, clock, workTime }: SyncWorkerOptions<C>): Promise<void> {
  const state = newState(clock(), source.initialCursors(clock()))
  content.begin(state)
  if (workTime) await content.commit({}, state)
}

const hasTimeFor = ({ kind }: Work, time: WorkTime | undefined) =>
  time === undefined || kind === 'delta' || time.leftMs >= leastWorkMs

/** Follows what is stored. @param time undefined: that is done in the background, all the time */
function createFollower<C extends RecordTypes>(content: ReplicaContent<C>, time: WorkTime | undefined) {
  // By the machine's clock: the other one may stand still together with the process.
  let followedAt = -Infinity
  return {
    get isFollowing() {
      return time === undefined || Math.abs(Date.now() - followedAt) < lookMs
    },
    note: () => void (followedAt = Date.now()),
    async follow() {
      try {
        await content.pull()
      } catch (error) {
        // Without a database, memory goes on alone.
        if (!(error instanceof DatabaseUnavailableError)) throw error
      }
      followedAt = Date.now()
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
