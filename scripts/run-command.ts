import { readConfig, type Config } from '../server/config/config.ts'
import { ConfigError } from '../server/config/setting-reader.ts'
import { readEnvironment, settingsFileOf, SettingsFileError } from '../server/config/settings-file.ts'
import { BackupError } from '../server/database/backup/backup-error.ts'
import { openDatabase, type Database } from '../server/database/create-database.ts'
import { DatabaseUnavailableError } from '../server/database/database-unavailable-error.ts'
import { explainFailedStart } from '../server/database/explain-failed-start.ts'
import { UnknownMigrationError } from '../server/database/migrate.ts'

/**
 * Runs a command over the settings and the database, and ends the program with its exit code. Settings that are not right
 * and a database that does not answer are explained, with exit code 1.
 */
export async function runCommand(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command()
  } catch (error) {
    if (error instanceof DatabaseUnavailableError) console.error(explainFailedStart(error))
    else console.error(error instanceof Error && plain.some((kind) => error instanceof kind) ? error.message : error)
    process.exitCode = 1
  }
}

/** What follows the program's name, without the settings file. */
export const argumentsOf = (argv: readonly string[]) => argv.slice(2).filter((arg) => !arg.startsWith('--settings='))

/** Errors whose messages are for operators. */
const plain = [ConfigError, SettingsFileError, UnknownMigrationError, BackupError]

/** What a command line asks for. @returns the exit code */
export type DatabaseCommand = (database: Database, config: Config) => Promise<number>

/**
 * Runs a command of several over the open database.
 *
 * @param find finds it by the arguments (without `--settings=…`); null: they are none, and the usage is printed
 */
export function runDatabaseCommand(
  usage: string,
  find: (args: readonly string[]) => DatabaseCommand | null,
): Promise<void> {
  return runCommand(async () => {
    const command = find(argumentsOf(process.argv))
    if (!command) {
      console.error(usage)
      return 1
    }
    const config = readConfig(readEnvironment(process.env, settingsFileOf(process.argv)))
    const database = await openDatabase(config.databaseUrl)
    try {
      return await command(database, config)
    } finally {
      await database.destroy()
    }
  })
}
