import { createApp } from '../../../server/app.ts'
import type { AppOptions } from '../../../server/app.ts'
import { readConfig } from '../../../server/config/config.ts'
import { secretsOf } from '../../../server/config/secrets.ts'
import { createLogger } from '../../../server/telemetry/logger.ts'
import { patientProbes } from '../patient-probes.ts'

/*
 * The gateway as server/main.ts runs it, to be killed at any moment: with times of delivery from FIRE_TIMES (JSON), which
 * no setting has, and without a drain, which no `kill -9` waits for.
 */
const { FIRE_TIMES = '{}', FIRE_DATABASE, ...environment } = process.env
const config = readConfig(environment)
const logger = createLogger({ level: config.logLevel, secrets: secretsOf(config) })
const { callsPerSecond, ...changes } = JSON.parse(FIRE_TIMES) as NonNullable<AppOptions['changes']> & {
  callsPerSecond?: number
}
const app = await createApp({
  config,
  logger,
  changes,
  ...(callsPerSecond !== undefined && { callsPerSecond }),
  // Where a run takes no database away, one that is slow is not taken for one that is away.
  ...(FIRE_DATABASE === 'patient' && { databaseProbeTimes: patientProbes }),
})
const port = await app.listen()
process.stdout.write(`${JSON.stringify({ listening: port })}\n`)
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)))
