import { createApp } from './app.ts'
import { readConfig, type Config } from './config/config.ts'
import { inheritedSocketOf } from './config/inherited-socket.ts'
import { secretsOf } from './config/secrets.ts'
import { ConfigError } from './config/setting-reader.ts'
import { readEnvironment, settingsFileOf, SettingsFileError } from './config/settings-file.ts'
import { DatabaseUnavailableError } from './database/database-unavailable-error.ts'
import { explainFailedStart } from './database/explain-failed-start.ts'
import { UnknownMigrationError } from './database/migrate.ts'
import { TrustedDocumentsError } from './trusted/documents.ts'
import { createLogger } from './telemetry/logger.ts'
import { traceFields } from './telemetry/spans.ts'

/**
 * The entry point: reads the settings, listens, and drains on a signal. `--settings=<file>` names a settings file;
 * environment variables take precedence.
 */

function readConfigOrExit(): Config {
  try {
    return readConfig(readEnvironment(process.env, settingsFileOf(process.argv)))
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof SettingsFileError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

/** Why it cannot start, for the operator; null for what is not expected. */
function whyNot(error: unknown): string | null {
  if (error instanceof UnknownMigrationError || error instanceof TrustedDocumentsError) return error.message
  return error instanceof DatabaseUnavailableError ? explainFailedStart(error) : null
}

/** How long requests under way may take once the gateway ends. */
const graceMs = 10_000

const config = readConfigOrExit()
const fields = config.telemetry.traces ? { fields: traceFields } : {}
const logger = createLogger({ level: config.logLevel, secrets: secretsOf(config), ...fields })
const app = await createApp({ config, logger }).catch((error: unknown): never => {
  const why = whyNot(error)
  if (why === null) throw error
  logger.fatal({ why }, 'startup failed')
  process.stderr.write(`${why}\n`)
  process.exit(1)
})
// Before logging `listening`: a supervisor that reads it may send a signal immediately.
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    logger.info({ signal }, 'draining')
    void app.close(graceMs, config.drainSeconds * 1_000).then(() => process.exit(0))
  })
}

try {
  const port = await app.listen(inheritedSocketOf(process.env, process.pid) ?? config.port)
  logger.info({ port, environment: config.environment }, 'listening')
} catch (error) {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    process.stderr.write(`LISTEN_HOST is no name or address of this machine (${code}).\n`)
    process.exit(1)
  }
  const why = code === 'EADDRINUSE' ? 'is taken by another program: set PORT to a free one' : `cannot be used (${code})`
  process.stderr.write(`Port ${config.port} ${why}.\n`)
  process.exit(1)
}
