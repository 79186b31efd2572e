import { afterAll, beforeAll, expect, test } from 'vitest'
import { runFire, type FireReport } from '../../support/fire/run.ts'
import { startDatabases, type Databases } from '../database/databases.ts'

let databases: Databases
let report: FireReport

beforeAll(async () => {
  databases = await startDatabases('postgres')
  report = await runFire({
    seed: 5,
    changes: 60,
    kills: 0,
    databaseUrl: await databases.create(),
    outage: { ms: 10_000, stop: () => databases.stop(), start: () => databases.start() },
  })
}, 300_000)
afterAll(() => databases.close())

test('a PostgreSQL that is away for 10 s in the middle costs nothing: all happens exactly once', () => {
  expect(report.problems).toEqual([])
})

test('whoever asks meanwhile is told so in words, and nothing else', () => {
  const told = Object.keys(report.troubles)

  expect(told).toEqual([
    'INTERNAL_SERVER_ERROR: The gateway’s database cannot be reached, so this call could not be answered. Try again in a few seconds.',
  ])
  expect(report.output).not.toContain('password')
})
