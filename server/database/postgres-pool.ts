import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import pg from 'pg'
import { createCircuitBreaker, type CircuitBreaker } from '../circuit-breaker.ts'
import { isConnectionLost, isCrowded } from './postgres-trouble.ts'

export interface GuardedPoolOptions {
  readonly config: pg.PoolConfig
  /** How long a statement may take, whatever the server says, in milliseconds. */
  readonly limitMs: number
  /** Told that the server has stopped answering, with the reason, and that it answers again. */
  readonly onChange: (isAway: boolean, reason: unknown) => void
  /** Told when the server ends a connection that was not in use. */
  readonly onLost: (cause: Error) => void
}

/** A statement without an answer for this long, in milliseconds, has the server probed, which then has the second time. */
const suspectAfterMs = 400
const probeLimitMs = 600
const probeEveryMs = 500
/** A connection that was not used for this long, in milliseconds, is tried before a statement that must not be repeated. */
const tryAfterMs = 1_000

/**
 * A pool for Kysely that finds out within a second that the server has stopped answering, and from then on says so at once
 * until a probe on a connection of its own is answered; connections from before are then thrown away. A statement that is
 * merely slow is told apart by that probe and may take its time.
 *
 * A server that has cut its connections (a restart, a failover) is met by no statement: the first one on a connection is
 * repeated on another when it only reads or begins a transaction, and any other one is sent only after the connection was
 * tried. Never is a statement repeated of which it is unknown whether it counted.
 */
export function createGuardedPool(options: GuardedPoolOptions): PostgresPool {
  const { config, limitMs, onChange, onLost } = options
  let pool = createPool()
  const lastUsed = new WeakMap<pg.PoolClient, number>()

  const breaker = createCircuitBreaker({
    limitMs,
    suspectAfterMs,
    probeLimitMs,
    probeEveryMs,
    probe: () => probe(config),
    onChange(isOpen, reason) {
      onChange(isOpen, reason)
      if (!isOpen) return
      // What is idle there may be as dead as what was in use, and would be found out one by one.
      const before = pool
      pool = createPool()
      before.end().catch(() => undefined)
    },
  })

  function createPool(): pg.Pool {
    const created = new pg.Pool(config)
    // Without a listener, the end of an idle connection would end the process.
    created.on('error', onLost)
    // The pool listens to idle clients only: one in a transaction, between two statements, would end the process just so.
    // The statement that follows fails and says why.
    created.on('connect', (client) => client.on('error', () => undefined))
    return created
  }

  async function acquire(): Promise<pg.PoolClient> {
    let connecting: Promise<pg.PoolClient> | null = null
    try {
      return await breaker.run(() => (connecting = pool.connect()))
    } catch (error) {
      // It may still come about, after it has been given up.
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

/** A connection in the hands of one user: a statement, or a transaction. */
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

  /** The first statement on the connection: whatever happened to it meanwhile is found out here. */
  async function sendFirst(text: string, values?: readonly unknown[]): Promise<PostgresQueryResult<never>> {
    const mayRepeat = /^\s*(select|begin|start transaction)\b/i.test(text)
    const isOld = performance.now() - (lastUsed.get(client) ?? -Infinity) > tryAfterMs
    try {
      if (!mayRepeat && isOld) await send('select 1')
      if (mayRepeat) return await send(text, values)
    } catch (error) {
      // The breaker being open, another connection would be no better.
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
  // Kysely's cursors, which go through the same method, are not used.
  return lease as unknown as PostgresPoolClient
}

/** Asks for a sign of life on a new connection, which goes all the way that others will have to go. */
async function probe(config: pg.PoolConfig): Promise<void> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: probeLimitMs, query_timeout: probeLimitMs })
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
