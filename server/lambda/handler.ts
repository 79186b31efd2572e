import { DatabaseUnavailableError } from '../database/database-unavailable-error.ts'
import { secretsOf } from '../config/secrets.ts'
import { createLogger } from '../telemetry/logger.ts'
import { readLambdaConfig } from './config.ts'
import { createHandler } from './create-handler.ts'
import { createLambdaGateway } from './gateway.ts'

/*
 * The program on AWS Lambda, which imports it and calls its handler; `npm run build:lambda` makes one file of it. What can be
 * done before the first request is done on import, when Lambda gives it more of a processor.
 */

const config = readLambdaConfig(process.env)
const logger = createLogger({ level: config.logLevel, secrets: secretsOf(config) })
const gateway = createLambdaGateway({ config, logger })

// Only sent where the function has an extension; then there are 300 milliseconds.
process.once('SIGTERM', () => {
  void gateway.close(100).finally(() => process.exit(0))
})

// A database that is away is tried again with the first request: a start that failed would be shown as a broken function.
await gateway.started().catch((error: unknown) => {
  if (!(error instanceof DatabaseUnavailableError)) throw error
})

export const handler = createHandler(gateway, logger)
