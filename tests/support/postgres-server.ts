import { startDatabases, type Databases } from '../integration/database/databases.ts'
import { serverVariable } from './fresh-database.ts'

let databases: Databases | undefined

/** One PostgreSQL for all tests of a project that runs on it; each gateway gets a database of its own there. */
export async function setup(): Promise<void> {
  databases = await startDatabases('postgres')
  process.env[serverVariable] = await databases.create()
}

export async function teardown(): Promise<void> {
  await databases?.close()
}
