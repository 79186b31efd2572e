import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { createApp } from '../server/app.ts'
import { readConfig } from '../server/config/config.ts'
import { ConfigError } from '../server/config/setting-reader.ts'
import { readSimulatorSettings, SimulatorSettingsError } from '../simulators/settings.ts'
import { startSimulators, type Simulators } from '../simulators/start-simulators.ts'
import { fetchToken } from '../simulators/identity/fetch-token.ts'
import { ensurePortal } from './ensure-portal.ts'
import { seedTenants } from './seed-tenants.ts'

/**
 * `npm run demo`: the whole product on one machine, with simulated vendors and sign-in, and no secret of anybody's.
 * Gateway and simulators share one process and one clock, so the world starts with them and ends with them.
 */

/** Settings of the demo that whoever starts it may change. */
const changeable = [
  'PORT',
  'HOST',
  'PUBLIC_URL',
  'PORTAL_TIME_ZONE',
  'LOG_LEVEL',
  'ALLOWED_ORIGINS',
  'DATABASE_URL',
  'CREDENTIALS_KEYS',
  'CACHE_URL',
] as const

function demoEnvironment(simulated: Record<string, string>): Record<string, string> {
  const chosen = changeable.flatMap((name) => {
    const value = process.env[name]
    return value ? [[name, value] as const] : []
  })
  return {
    LOG_LEVEL: 'warn',
    PORTAL_TIME_ZONE: 'America/New_York',
    // Fresh at every start, and gone with it.
    DATABASE_URL: 'file::memory:',
    // With a database that stays, give a key that stays.
    CREDENTIALS_KEYS: randomBytes(32).toString('base64'),
    ...Object.fromEntries(chosen),
    ...simulated,
    ENVIRONMENT: 'development',
  }
}

async function start(): Promise<void> {
  ensurePortal(fileURLToPath(new URL('..', import.meta.url)))
  const simulators = await startSimulators({
    ...readSimulatorSettings(process.env, { latencyMs: 150 }),
    environmentName: process.env['ENVIRONMENT'],
  })
  const config = readConfig(demoEnvironment(simulators.environment))
  const app = await createApp({
    config,
    clock: simulators.clock.now,
    sandboxToken: () => fetchToken(simulators.identity.url, { role: 'admin' }),
  })
  const port = await app.listen()
  const token = await fetchToken(simulators.identity.url, { role: 'admin' })
  await seedTenants({ url: `http://127.0.0.1:${port}`, token, credentials: simulators.connectWise.credentials })

  // Before anybody is told that it runs: whoever reads that may end it at once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      process.stdout.write('\n')
      void Promise.all([app.close(0), simulators.close()]).then(() => process.exit(0))
    })
  }
  announce(config.publicUrl ?? `http://localhost:${port}`, simulators)
}

function announce(origin: string, { autotask, hubspot, connectWise, identity, clock }: Simulators): void {
  process.stdout.write(
    [
      '',
      `  The portal      ${origin}   (sign in as any of the people it offers)`,
      `  The graph       ${origin}/graphql   (Apollo Sandbox, with a token in place)`,
      `  A token         npm run --silent token -- --role viewer|operator|admin`,
      `  Autotask        ${autotask.url}   (simulated; ${autotask.url}/__sim/requests shows what it was asked)`,
      `  HubSpot         ${hubspot.url}   (simulated)`,
      `  ConnectWise     ${connectWise.url}   (simulated, the companies acme, globex and initech)`,
      `  Sign-in         ${identity.url}   (simulated)`,
      `  The time there  ${new Date(clock.now()).toISOString()}`,
      '',
      '  Ctrl-C ends all of it.',
      '',
      '',
    ].join('\n'),
  )
}

function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof SimulatorSettingsError) return error.message
  const { code, port } = error as { code?: string; port?: number }
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken, perhaps by another demo. End it, or set PORT and SIMULATOR_PORT_BASE to other ports.`
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

try {
  await start()
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
}
