import { createSqlNow } from '../server/changes/change-clock.ts'
import { markRestored, repeatsMs, type RestoredChanges } from '../server/changes/restored-database.ts'
import { systemClock } from '../server/clock.ts'
import { readConfig, type Config } from '../server/config/config.ts'
import { readEnvironment, settingsFileOf } from '../server/config/settings-file.ts'
import { patientOptions } from '../server/database/backup/patient-options.ts'
import { restoreBackup } from '../server/database/backup/restore-backup.ts'
import { openDatabase, type Database } from '../server/database/create-database.ts'
import { kindOf } from '../server/database/database-kind.ts'
import { createEncrypter } from '../server/database/encrypter.ts'
import { findUnreadable } from '../server/tenants/rotate-keys.ts'
import { describeContent, describeInstant } from './describe-backup.ts'
import { count } from './describe-replica.ts'
import { argumentsOf, runCommand } from './run-command.ts'

/**
 * `npm run restore -- <file>`: restores the database from a backup; or records that it was restored by other means. See
 * docs/backup.md.
 */

const usage = `Usage: npm run restore -- <file> [--replace]
  <file>       restores the database (DATABASE_URL) from this backup; no gateway may run
  --replace    also if it is not empty: all of it is replaced
       npm run restore -- --done
  --done       the database was restored by other means, such as a snapshot or pg_restore: what was sent to ConnectWise
               after that state is looked for before it is sent again. Run it before a gateway uses the database`

/** @returns the exit code */
async function run(args: readonly string[]): Promise<number> {
  const [path, ...others] = args.filter((arg) => arg !== '--replace')
  const replaces = args.includes('--replace')
  const isDone = path === '--done'
  if (path === undefined || others.length > 0 || (isDone ? replaces : path.startsWith('--'))) {
    console.error(usage)
    return 1
  }
  const config = readConfig(readEnvironment(process.env, settingsFileOf(process.argv)))
  const now = createSqlNow(kindOf(config.databaseUrl), systemClock)
  if (isDone) {
    const database = await openDatabase(config.databaseUrl, patientOptions)
    try {
      const marked = await database.transaction().execute((trx) => markRestored(trx, now, null))
      console.log(
        `Recorded that the database was restored. Its newest record is of ${describeInstant(marked.lostSince)}.`,
      )
      return await explain(database, config, marked)
    } finally {
      await database.destroy()
    }
  }
  const { backup, finished } = await restoreBackup({
    path,
    url: config.databaseUrl,
    replaces,
    finish: (trx, { takenAt }) => markRestored(trx, now, takenAt),
  })
  console.log(`Restored as of ${describeInstant(backup.takenAt)}: ${describeContent(backup.rows)}.`)
  const database = await openDatabase(config.databaseUrl, patientOptions)
  try {
    return await explain(database, config, finished)
  } finally {
    await database.destroy()
  }
}

/** Says what follows from it. @returns the exit code */
async function explain(database: Database, { credentialsKeys }: Config, marked: RestoredChanges): Promise<number> {
  const days = count(repeatsMs / (24 * 3_600_000), 'day')
  console.log(
    `PENDING: ${count(marked.pending, 'change')}; each is looked for in ConnectWise before anything of it is sent.`,
  )
  console.log(`So is what is logged in the next ${days}: callers can repeat what was lost, with the same keys.`)
  console.log(
    'What was cancelled since the backup is PENDING again: cancel it before a gateway is started or at once after.',
  )
  console.log('All sessions have ended. Vendor records are loaded again by the first gateway that is started.')
  const encrypter = credentialsKeys.length === 0 ? null : createEncrypter(credentialsKeys)
  const unreadable = await findUnreadable(database, encrypter, systemClock)
  if (unreadable.length === 0) return 0
  console.error(
    `With these CREDENTIALS_KEYS the credentials of ${unreadable.join(', ')} cannot be read: bring the key back.`,
  )
  return 1
}

await runCommand(() => run(argumentsOf(process.argv)))
