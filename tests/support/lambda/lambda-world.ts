import { fetchToken } from '../../../simulators/identity/fetch-token.ts'
import { seedTenants } from '../../../scripts/seed-tenants.ts'
import type { ConnectWiseState } from '../connectwise-state.ts'
import { createDatabaseOn } from '../fresh-database.ts'
import type { AutotaskState } from '../oracle/state.ts'
import { startPostgres } from '../postgres/start-postgres.ts'
import { createVendorControl } from '../vendor-control.ts'
import { createGraphClient, gatewayEnvironment, startWorldSimulators, type WorldOptions } from '../world.ts'
import { buildFunction, handlerName } from './build-function.ts'
import { emulateFunction, scheduleEvent } from './emulator.ts'
import { startFunctionUrl } from './function-url.ts'

/** More than anything takes: what is slower hangs. */
const timeoutMs = 120_000

/**
 * The function of the real zip, at an address, over simulators and a PostgreSQL of its own. Environments are stopped between
 * invocations.
 */
export async function startLambdaWorld(options: WorldOptions = {}) {
  const [built, postgres, simulators, address] = await Promise.all([
    buildFunction(),
    startPostgres(),
    // On the machine's clock, as the function is.
    startWorldSimulators({ scale: 0.1, now: new Date().toISOString(), ...options }),
    startFunctionUrl(),
  ])
  const databaseUrl = await createDatabaseOn(postgres.url)
  const settings = gatewayEnvironment(simulators, {
    sync: true,
    ...options,
    environment: {
      DATABASE_URL: databaseUrl,
      PUBLIC_URL: address.url,
      LOG_LEVEL: 'info',
      PORT: undefined,
      ...options.environment,
    },
  })
  const emulate = (other: Record<string, string> = {}) =>
    emulateFunction({ folder: built.folder, handler: handlerName, settings: { ...settings, ...other }, timeoutMs })
  const lambda = emulate()
  address.connect(lambda.invoke)
  if (options.tenants) {
    const token = await fetchToken(simulators.identity.url, { role: 'admin' })
    const { credentials } = simulators.connectWise
    await seedTenants({ url: address.url, token, credentials }).catch((error: unknown) => {
      throw new Error(lambda.output(), { cause: error })
    })
  }

  return {
    url: address.url,
    zip: built.zip,
    folder: built.folder,
    settings,
    databaseUrl,
    lambda,
    simulators,
    autotask: createVendorControl<AutotaskState>(simulators.autotask.url),
    connectWise: createVendorControl<ConnectWiseState>(simulators.connectWise.url),
    ...createGraphClient(address.url, simulators),
    /** Another function of the same zip, with other settings. */
    emulate,
    /** What the schedule does each minute. */
    schedule: () => lambda.invoke(scheduleEvent),
    async close(): Promise<void> {
      await lambda.killAll()
      await address.close()
      await simulators.close()
      await postgres.close()
      await built.remove()
    },
  }
}

export type LambdaWorld = Awaited<ReturnType<typeof startLambdaWorld>>
