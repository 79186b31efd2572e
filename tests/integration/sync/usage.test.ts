import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../../server/database/create-database.ts'
import { startProgram } from '../../support/program.ts'
import { gatewayEnvironment, startWorld, type World } from '../../support/world.ts'
import { startDatabases, type Databases } from '../database/databases.ts'

let databases: Databases
let world: World
let db: Database
let url: string

beforeAll(async () => {
  databases = await startDatabases('sqlite')
  url = await databases.create()
  world = await startWorld({ scale: 0.1, sync: true, environment: { DATABASE_URL: url } })
  db = await openDatabase(url)
})
afterAll(async () => {
  await db.destroy()
  await world.close()
  await databases.close()
})

test.each([[[]], [['restart']], [['status', 'purge']], [['--purge']], [['toString']]])(
  'npm run sync ends with 1 and its usage for the arguments %j, and changes nothing',
  async (args) => {
    const storedRecords = async () => (await db.selectFrom('sync_records').selectAll().execute()).length
    const stored = await storedRecords()
    const environment = gatewayEnvironment(world.simulators, { sync: true, environment: { DATABASE_URL: url } })
    const program = startProgram(['scripts/sync.ts', ...args], environment)
    const { code } = await program.ended

    expect([code, program.output()]).toEqual([1, ''])
    expect(program.errors()).toMatch(/^Usage: npm run sync -- <command>\n {2}status .*\n {2}rebuild .*\n {2}purge /)
    expect(stored).toBeGreaterThan(0)
    expect(await storedRecords()).toBe(stored)
  },
)
