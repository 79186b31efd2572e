import { afterAll, beforeAll, expect, test } from 'vitest'
import { runFire, type FireReport } from '../../support/fire/run.ts'
import { findPostgresProcesses } from '../../support/postgres-processes.ts'
import { startDatabases, type Databases } from '../database/databases.ts'

let databases: Databases
let report: FireReport

beforeAll(async () => {
  databases = await startDatabases('postgres')
  const databaseUrl = await databases.create()
  const processes = await findPostgresProcesses(databaseUrl)
  report = await runFire({
    seed: 6,
    changes: 60,
    kills: 0,
    databaseUrl,
    outage: { ms: 10_000, stop: async () => processes.freeze(), start: async () => processes.thaw() },
  })
}, 240_000)
afterAll(() => databases.close())

test('a PostgreSQL that is frozen for 10 s in the middle costs nothing: all happens exactly once', () => {
  expect(report.problems).toEqual([])
})
