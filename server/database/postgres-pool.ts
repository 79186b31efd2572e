import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import pg from 'pg'
import { createCircuitBreaker, type CircuitBreaker } from '../circuit-breaker.ts'
import { standstillEndedAt } from '../standstill.ts'
import { isConnectionLost, isCrowded } from './postgres-trouble.ts'

export interface GuardedPoolOptions {
  readonly config: pg.PoolConfig
  /** Client-side statement timeout, in milliseconds. */
  readonly limitMs: number
  readonly probeTimes: ProbeTimes
  /** Called when the server stops responding, with the reason, and when it responds again. */
  readonly onChange: (isAway: boolean, reason: unknown) => void
  /** Called when the server closes an idle connection. */
  readonly onLost: (cause: Error) => void
}

/** When the server counts as unavailable, in milliseconds. */
export interface ProbeTimes {
  /** A statement unanswered for this long triggers a probe. */
  readonly suspectAfterMs: number
  /** Timeout of a probe, which includes connecting. */
  readonly probeLimitMs: number
}

/** Together a second: a caller gets its response within two. */
export const usualProbeTimes: ProbeTimes = { suspectAfterMs: 400, probeLimitMs: 600 }
const probeEveryMs = 500
/** A connection idle for this long, in milliseconds, is tested before a statement that must not be repeated. */
const tryAfterMs = 1_000

/**
 * A pool for Kysely that detects within a second that the server has stopped responding, and then fails fast until a
 * probe on its own connection succeeds; older connections are then discarded. The probe also tells a slow statement
 * apart, which may take its time.
 *
 * Connections closed by the server (a restart, a failover) do not fail statements: the first statement on a connection
 * is retried on another if it only reads or begins a transaction; any other is sent only after the connection was
 * tested. A statement whose outcome is unknown is never repeated.
 */
export function createGuardedPool(options: GuardedPoolOptions): PostgresPool {
  const { config, limitMs, probeTimes, onChange, onLost } = options
  let pool = createPool()
  const lastUsed = new WeakMap<pg.PoolClient, number>()

  const breaker = createCircuitBreaker({
    limitMs,
    ...probeTimes,
    probeEveryMs,
    probe: () => probe(config, probeTimes.probeLimitMs),
    onChange(isOpen, reason) {
      onChange(isOpen, reason)
      if (!isOpen) return
      // Idle connections may be as dead as the active ones, and would be detected one by one.
      const before = pool
      pool = createPool()
      before.end().catch(() => undefined)
    },
  })

  function createPool(): pg.Pool {
    const created = new pg.Pool(config)
    // Without a listener, an error on an idle connection would crash the process.
    created.on('error', onLost)
    // The pool listens to idle clients only: an error on a client between two statements of a transaction would crash
    // the process as well. The next statement fails with the reason.
    created.on('connect', (client) => client.on('error', () => undefined))
    return created
  }

  /** A connection that was not idle during a standstill of this process: such ones may be dead, and not say so. */
  async function connect(): Promise<pg.PoolClient> {
    for (;;) {
      const client = await pool.connect()
      if ((lastUsed.get(client) ?? Infinity) >= standstillEndedAt()) return client
      client.release(true)
    }
  }

  async function acquire(): Promise<pg.PoolClient> {
    let connecting: Promise<pg.PoolClient> | null = null
    try {
      return await breaker.run(() => (connecting = connect()))
    } catch (error) {
      // It may still be established after the timeout.
      const late = connecting as Promise<pg.PoolClient> | null
      late?.then(
        (client) => client.release(true),
        () => undefined,
      )
      if (!isCrowded(error)) void breaker.suspect(error)
      throw error
    }
  }

  return {
    options: config,
    connect: async () => createLease(breaker, await acquire(), { acquire, lastUsed }),
    async end() {
      breaker.close()
      await pool.end()
    },
  }
}

interface LeaseOptions {
  readonly acquire: () => Promise<pg.PoolClient>
  readonly lastUsed: WeakMap<pg.PoolClient, number>
}

/** A connection checked out by one user: a statement, or a transaction. */
function createLease(breaker: CircuitBreaker, first: pg.PoolClient, { acquire, lastUsed }: LeaseOptions) {
  let client = first
  let isFresh = true
  let isReleased = false
  let lost: unknown = null

  async function send(text: string, values?: readonly unknown[]): Promise<PostgresQueryResult<never>> {
    if (lost !== null) throw lost
    try {
      return await breaker.run(() => client.query(text, values ? [...values] : []) as never)
    } catch (error) {
      if (isConnectionLost(error)) {
        lost = error
        void breaker.suspect(error)
      }
      throw error
    }
  }

  async function replace(): Promise<void> {
    client.release(true)
    isReleased = true
    client = await acquire()
    isReleased = false
    lost = null
  }

  /** Sends the first statement on the connection, which detects a connection that broke while idle. */
  async function sendFirst(text: string, values?: readonly unknown[]): Promise<PostgresQueryResult<never>> {
    const mayRepeat = /^\s*(select|begin|start transaction)\b/i.test(text)
    const isOld = performance.now() - (lastUsed.get(client) ?? -Infinity) > tryAfterMs
    try {
      if (!mayRepeat && isOld) await send('select 1')
      if (mayRepeat) return await send(text, values)
    } catch (error) {
      // If the breaker is open, another connection would not work either.
      if (lost === null || breaker.isOpen) throw error
      await replace()
    }
    return send(text, values)
  }

  const lease: Pick<PostgresPoolClient, 'release'> & { query: typeof send } = {
    query(text, values) {
      if (!isFresh) return send(text, values)
      isFresh = false
      return sendFirst(text, values)
    },
    release() {
      if (isReleased) return
      lastUsed.set(client, performance.now())
      client.release(lost !== null)
    },
  }
  // Kysely's cursors use the same method, but are not used here.
  return lease as unknown as PostgresPoolClient
}

/** Probes on a new connection, to test the full path. */
async function probe(config: pg.PoolConfig, limitMs: number): Promise<void> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: limitMs, query_timeout: limitMs })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
  } catch (error) {
    if (!isCrowded(error)) throw error
  } finally {
    client.end().catch(() => undefined)
  }
}
