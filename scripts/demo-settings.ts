import { randomBytes } from 'node:crypto'
import { readConfig } from '../server/config/config.ts'
import { ConfigError, type Environment } from '../server/config/setting-reader.ts'
import { readSimulatorSettings, SimulatorSettingsError, type SimulatorSettings } from '../simulators/settings.ts'

/** Settings of the gateway that can be changed in the demo too. */
const changeable = [
  'PORT',
  'PUBLIC_URL',
  'PORTAL_TIME_ZONE',
  'LOG_LEVEL',
  'ALLOWED_ORIGINS',
  'DATABASE_URL',
  'CREDENTIALS_KEYS',
  'CACHE_URL',
  'SUBGRAPH',
] as const

/** Invalid settings for the demo; the message names all of them, the gateway's and the simulators'. */
export class DemoSettingsError extends Error {
  override readonly name = 'DemoSettingsError'
}

export interface DemoSettings {
  readonly simulators: SimulatorSettings
  /** The gateway's environment, once it is known where the simulators are. */
  gatewayEnvironment(simulated: Record<string, string>): Record<string, string>
}

/** A placeholder for the simulated identity provider, which is not running yet when settings are checked. */
const anyIssuer = { OIDC_ISSUER: 'http://127.0.0.1:1', OIDC_AUDIENCE: 'any' }

/** @throws DemoSettingsError before anything is started */
export function readDemoSettings(environment: Environment): DemoSettings {
  const problems: string[] = []
  function attempt<T>(read: () => T): T | undefined {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof ConfigError || error instanceof SimulatorSettingsError)) throw error
      problems.push(error.message)
      return undefined
    }
  }
  const gatewayEnvironment = (simulated: Record<string, string>) => gatewayEnvironmentOf(environment, simulated)
  const simulators = attempt(() => readSimulatorSettings(environment, { latencyMs: 150 }))
  attempt(() => readConfig(gatewayEnvironment(anyIssuer)))
  if (!simulators || problems.length > 0) throw new DemoSettingsError(problems.join('\n'))
  return { simulators, gatewayEnvironment }
}

function gatewayEnvironmentOf(environment: Environment, simulated: Record<string, string>): Record<string, string> {
  const chosen = changeable.flatMap((name) => {
    const value = environment[name]
    return value ? [[name, value] as const] : []
  })
  return {
    LOG_LEVEL: 'warn',
    PORTAL_TIME_ZONE: 'America/New_York',
    // New at every start, and not kept.
    DATABASE_URL: 'file::memory:',
    // With a persistent database, set a persistent key.
    CREDENTIALS_KEYS: randomBytes(32).toString('base64'),
    ...Object.fromEntries(chosen),
    ...simulated,
    ENVIRONMENT: 'development',
  }
}
