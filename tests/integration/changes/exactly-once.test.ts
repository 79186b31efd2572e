import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { simulatedCompanies } from '../../../simulators/connectwise/companies.ts'
import { runFire, type FireReport } from '../../support/fire/run.ts'
import { summarise } from '../../support/fire/summary.ts'
import { startDatabases, type Databases } from '../database/databases.ts'

describe.each([
  { label: 'SQLite', kind: 'sqlite', replicas: 1 },
  { label: 'PostgreSQL', kind: 'postgres', replicas: 1 },
  { label: 'two gateways on one PostgreSQL', kind: 'postgres', replicas: 2 },
] as const)('on $label, 100 changes under fire', ({ kind, replicas }) => {
  let databases: Databases
  let report: FireReport

  beforeAll(async () => {
    databases = await startDatabases(kind)
    report = await runFire({ seed: 11, changes: 100, kills: 5, databaseUrl: await databases.create(), replicas })
  }, 300_000)
  afterAll(() => databases.close())

  test('happen exactly once, in order, and only what was planted against them fails', () => {
    expect({ problems: report.problems, figures: summarise(report) }).toEqual({
      problems: [],
      figures: summarise(report),
    })
  })

  test('were killed, delayed and lost as they should be', () => {
    const struck = (pattern: RegExp) =>
      Object.entries(report.faults).reduce((sum, [name, count]) => sum + (pattern.test(name) ? count : 0), 0)
    const planted = [...report.evidence.asked.values()].filter(({ planned }) => planned.plant !== null)
    const repeated = Object.values(report.evidence.listed)
      .flat()
      .filter(({ steps }) => steps.some(({ attempts }) => attempts > 1))

    const ends = new Map(
      Object.values(report.evidence.listed)
        .flat()
        .map(({ id, state }) => [id, state]),
    )
    const cancelled = [...report.evidence.cancels.keys()].map((marker) =>
      ends.get(report.evidence.asked.get(marker)!.changeIds[0]!),
    )

    expect(cancelled.filter((state) => state === 'CANCELLED').length).toBeGreaterThan(1)
    expect(report.evidence.foreign.notes.size).toBeGreaterThan(0)
    expect(report.kills.all).toBe(5)
    expect(report.kills.underLoad).toBeGreaterThan(2)
    expect(struck(/stored/)).toBeGreaterThan(10)
    expect(struck(/after we gave up|stored late/)).toBeGreaterThan(3)
    expect(planted.length).toBeGreaterThan(3)
    expect(repeated.length).toBeGreaterThan(3)
  })

  test('leave no private key in what the gateways wrote', () => {
    const secrets = simulatedCompanies.flatMap(({ companyId, publicKey, privateKey, clientId }) => [
      privateKey,
      clientId,
      Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString('base64'),
    ])

    expect(report.output.includes('change step finished')).toBe(true)
    expect(secrets.filter((secret) => report.output.includes(secret))).toEqual([])
  })
})
