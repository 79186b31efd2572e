import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseKind } from '../../../server/database/database-kind.ts'
import { createDatabaseOn } from '../../support/fresh-database.ts'
import { startPostgres } from '../../support/postgres/start-postgres.ts'

/** Both databases that the gateway runs on. */
export const databaseKinds = ['sqlite', 'postgres'] as const satisfies DatabaseKind[]

/** A place for databases, of one kind, that is gone afterwards. */
export interface Databases {
  /** The address of a new, empty one. */
  create(): Promise<string>
  /** Takes the server away and brings it back; PostgreSQL only. */
  stop(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

export function startDatabases(kind: DatabaseKind): Promise<Databases> {
  return kind === 'sqlite' ? startSqlite() : startOnPostgres()
}

async function startSqlite(): Promise<Databases> {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-sqlite-'))
  return {
    create: async () => `file:${join(folder, randomUUID(), 'gateway.db')}`,
    stop: () => Promise.reject(new Error('SQLite has no server.')),
    start: () => Promise.reject(new Error('SQLite has no server.')),
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

async function startOnPostgres(): Promise<Databases> {
  const { url, stop, start, close } = await startPostgres()
  return { create: () => createDatabaseOn(url), stop, start, close }
}
