import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Simulators } from '../../simulators/start-simulators.ts'
import { databaseKinds, startDatabases, type Databases } from '../integration/database/databases.ts'
import { killGateways } from '../support/audit/kill-gateways.ts'
import { startWorldSimulators } from '../support/world.ts'

const mutations = 1_000

describe.each(databaseKinds)('over %s', (kind) => {
  let databases: Databases
  let simulators: Simulators

  beforeAll(async () => {
    databases = await startDatabases(kind)
    simulators = await startWorldSimulators({ scale: 0.02 })
  })
  afterAll(async () => {
    await simulators.close()
    await databases.close()
  })

  test(`${mutations} mutations with kill -9 after every 100: every answered one has its record`, async () => {
    const databaseUrl = await databases.create()
    const report = await killGateways({ simulators, databaseUrl, mutations, perGateway: 100, parallel: 8 })
    const ended = new Set(report.records.filter(({ outcome }) => outcome === 'ok').map(({ requestId }) => requestId))

    expect(report.answered.length).toBeGreaterThanOrEqual(mutations)
    expect(report.answered.filter((id) => !ended.has(id))).toEqual([])
    expect(report.verification.problems).toEqual([])
  })
})
