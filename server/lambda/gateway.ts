import { createApp, type App } from '../app.ts'
import type { Config } from '../config/config.ts'
import { DatabaseUnavailableError } from '../database/database-unavailable-error.ts'
import { explainFailedStart } from '../database/explain-failed-start.ts'
import type { Logger } from '../telemetry/logger.ts'
import { createWorkTime } from '../work-time.ts'

/** The gateway of one environment of Lambda, which is started once, or again where the database was away. */
export interface LambdaGateway {
  /** @throws DatabaseUnavailableError; the next call tries again */
  started(): Promise<App>
  /** Releases all resources, if it was started. */
  close(graceMs: number): Promise<void>
}

/**
 * Connections to PostgreSQL of one environment, besides 10 at most of cache and limits. It answers one request at a time, so
 * that few are used; a database has few hundred for all environments.
 */
const databaseConnections = 4
/**
 * What an environment has of a processor is a fraction, above all while it starts: what is late here is not away. Nothing
 * else waits meanwhile, since an environment answers one request at a time.
 */
const databaseProbeTimes = { suspectAfterMs: 5_000, probeLimitMs: 5_000 }
const cacheTimes = { limitMs: 5_000, slowMs: 2_000 }
/** How long a start waits for what it has begun, in milliseconds: Lambda gives it ten seconds. */
const startMs = 5_000

export function createLambdaGateway({ config, logger }: { config: Config; logger: Logger }): LambdaGateway {
  let starting: Promise<App> | null = null

  async function start(): Promise<App> {
    const workTime = createWorkTime()
    const app = await createApp({ config, logger, workTime, databaseConnections, databaseProbeTimes, cacheTimes })
    // The process may be stopped between its start and the first request.
    await app.upkeep.settle(startMs)
    return app
  }

  return {
    started() {
      starting ??= start().catch((error: unknown) => {
        starting = null
        if (error instanceof DatabaseUnavailableError) {
          logger.error({ err: error, why: explainFailedStart(error) }, 'startup failed')
        }
        throw error
      })
      return starting
    },
    async close(graceMs) {
      const app = await starting?.catch(() => null)
      await app?.close(graceMs)
    },
  }
}
