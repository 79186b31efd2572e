import { runFire } from '../tests/support/fire/run.ts'
import { summarise } from '../tests/support/fire/summary.ts'
import { databaseKinds, startDatabases } from '../tests/integration/database/databases.ts'

/*
 * Settings, all by environment: FIRE_SEED (1), FIRE_CHANGES (1000), FIRE_KILLS (30), FIRE_SCALE (20: the times
 * are divided by this; 1 runs with the real ones and takes most of an hour).
 */
const setting = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise)

/**
 * A thousand changes on each database, and on two replicas over one PostgreSQL, while ConnectWise fails in every
 * possible way and gateways are killed. The outcome is counted from ConnectWise's own records.
 */
export async function measureExactlyOnce(): Promise<void> {
  for (const { kind, replicas } of [
    ...databaseKinds.map((each) => ({ kind: each, replicas: 1 })),
    { kind: 'postgres' as const, replicas: 2 },
  ]) {
    const databases = await startDatabases(kind)
    try {
      const report = await runFire({
        seed: setting('FIRE_SEED', 1),
        changes: setting('FIRE_CHANGES', 1_000),
        kills: setting('FIRE_KILLS', 30),
        scale: setting('FIRE_SCALE', 20),
        databaseUrl: await databases.create(),
        replicas,
        onProgress: (line) => process.stderr.write(`    ${line}\n`),
      })
      console.log(`\n  ${kind}, ${replicas} ${replicas === 1 ? 'gateway' : 'gateways'}`)
      for (const line of summarise(report)) console.log(`    ${line}`)
      if (report.problems.length > 0) process.exitCode = 1
    } finally {
      await databases.close()
    }
  }
}
