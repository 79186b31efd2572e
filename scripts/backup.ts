import { statSync } from 'node:fs'
import { systemClock } from '../server/clock.ts'
import { readConfig } from '../server/config/config.ts'
import { readEnvironment, settingsFileOf } from '../server/config/settings-file.ts'
import { verifyBackup } from '../server/database/backup/read-backup.ts'
import { writeBackup } from '../server/database/backup/write-backup.ts'
import { describeContent, describeInstant } from './describe-backup.ts'
import { argumentsOf, runCommand } from './run-command.ts'

/** `npm run backup -- <file>`: backs up the database, also while gateways run. See docs/backup.md. */

const usage = `Usage: npm run backup -- <file>
  <file>            backs up the database (DATABASE_URL) into this new file, also while gateways run
  --verify <file>   reads a backup and says whether it is whole; needs no settings`

/** @returns the exit code */
async function run(args: readonly string[]): Promise<number> {
  const [first, second, ...others] = args
  if (others.length === 0 && first === '--verify' && second !== undefined) return verify(second)
  if (first === undefined || second !== undefined || first.startsWith('--')) {
    console.error(usage)
    return 1
  }
  const { databaseUrl } = readConfig(readEnvironment(process.env, settingsFileOf(process.argv)))
  const { takenAt, rows } = await writeBackup({ url: databaseUrl, path: first, clock: systemClock })
  // What cannot be read back is no backup.
  verifyBackup(first)
  const size = statSync(first).size.toLocaleString('en')
  console.log(`Backed up as of ${describeInstant(takenAt)} into ${first} (${size} bytes): ${describeContent(rows)}.`)
  console.log('Keep CREDENTIALS_KEYS with it, in another place: without them its credentials cannot be read.')
  return 0
}

function verify(path: string): number {
  const { takenAt, rows } = verifyBackup(path)
  console.log(`Whole: a backup as of ${describeInstant(takenAt)}: ${describeContent(rows)}.`)
  return 0
}

await runCommand(() => run(argumentsOf(process.argv)))
