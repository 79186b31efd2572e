import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Simulators } from '../../../simulators/start-simulators.ts'
import { killGateways, type KillReport } from '../../support/audit/kill-gateways.ts'
import { startWorldSimulators } from '../../support/world.ts'
import { startDatabases, type Databases } from '../database/databases.ts'

/** `npm run test:long` has a thousand, over PostgreSQL too. */
const mutations = 200

describe(`kill -9 during ${mutations} mutations`, () => {
  let databases: Databases
  let simulators: Simulators
  let report: KillReport

  beforeAll(async () => {
    databases = await startDatabases('sqlite')
    simulators = await startWorldSimulators({ scale: 0.02 })
    const databaseUrl = await databases.create()
    report = await killGateways({ simulators, databaseUrl, mutations, perGateway: 100, parallel: 8 })
  })
  afterAll(async () => {
    await simulators.close()
    await databases.close()
  })

  test('every answered one has its record', () => {
    const ended = new Set(report.records.filter(({ outcome }) => outcome === 'ok').map(({ requestId }) => requestId))

    expect(report.answered.length).toBeGreaterThanOrEqual(mutations)
    expect(report.answered.filter((id) => !ended.has(id))).toEqual([])
  })

  test('every one that did something has a record at least that it was started', () => {
    const known = new Set(report.records.map(({ requestId }) => requestId))

    expect(report.made.length).toBeGreaterThanOrEqual(mutations)
    expect(report.made.filter((id) => !known.has(id))).toEqual([])
  })

  test('what was killed ends its chain where its last record is, and all is whole', () => {
    expect(report.verification.problems).toEqual([])
    expect(report.verification.chains).toBeGreaterThanOrEqual(2)
  })
})
