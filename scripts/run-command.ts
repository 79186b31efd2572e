import { ConfigError } from '../server/config/setting-reader.ts'
import { SettingsFileError } from '../server/config/settings-file.ts'
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
    const isPlain =
      error instanceof ConfigError || error instanceof SettingsFileError || error instanceof UnknownMigrationError
    if (error instanceof DatabaseUnavailableError) console.error(explainFailedStart(error))
    else console.error(isPlain ? error.message : error)
    process.exitCode = 1
  }
}
