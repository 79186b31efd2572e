import { randomUUID } from 'node:crypto'
import pg from 'pg'

/** Where the PostgreSQL of a project is, as its set-up says. */
export const serverVariable = 'TEST_POSTGRES_URL'

/**
 * The address of a new, empty database, where the project says that gateways run on PostgreSQL (vitest.config.ts); null
 * elsewhere, where they keep to the embedded one.
 */
export async function createFreshDatabase(): Promise<string | null> {
  const server = process.env[serverVariable]
  if (process.env['TEST_DATABASE'] !== 'postgres' || server === undefined) return null
  return createDatabaseOn(server)
}

/** The address of a new, empty database on the PostgreSQL at this address. */
export async function createDatabaseOn(server: string): Promise<string> {
  const name = `gateway_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
