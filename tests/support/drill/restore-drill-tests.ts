import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databaseKinds, startDatabases, type Databases } from '../../integration/database/databases.ts'
import { runDrill, type DrillReport } from './run-drill.ts'

/** How many changes a drill has, and what it has to have caused at least, or it shows nothing. */
export interface DrillSize {
  /** Logged before the backup. */
  readonly before: number
  /** Logged after it. */
  readonly after: number
  readonly leastPending: number
  readonly leastDeliveredBeforeLoss: number
}

/** The restore drill on each database. */
export const restoreDrillTests = ({ before, after, leastPending, leastDeliveredBeforeLoss }: DrillSize): void =>
  describe.each(databaseKinds)(
    'a %s that is backed up, killed and restored, whose callers repeat what was lost,',
    (kind) => {
      let databases: Databases
      let folder: string
      let report: DrillReport

      beforeAll(async () => {
        databases = await startDatabases(kind)
        folder = await mkdtemp(join(tmpdir(), 'gateway-drill-'))
        const backupFile = join(folder, 'drill.db')
        report = await runDrill({ databaseUrl: await databases.create(), backupFile, before, after })
      })
      afterAll(async () => {
        await databases.close()
        await rm(folder, { recursive: true })
      })

      test('has 0 doubled and 0 lost in ConnectWise', () => {
        const { doubled, lost, wrongStatuses, unfinished, listed, delivered } = report

        expect({ doubled, lost, wrongStatuses, unfinished }).toEqual({
          doubled: [],
          lost: [],
          wrongStatuses: [],
          unfinished: [],
        })
        expect([listed, delivered]).toEqual([before + after, before + after])
      })

      test('had changes PENDING in the backup, and lost some that were delivered', () => {
        expect(report.pendingInBackup).toBeGreaterThanOrEqual(leastPending)
        expect(report.deliveredBeforeLoss).toBeGreaterThanOrEqual(leastDeliveredBeforeLoss)
        expect(report.output.backup).toContain(`${before} changes`)
      })
    },
  )
