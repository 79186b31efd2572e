import { fileURLToPath } from 'node:url'
import { createApp } from '../server/app.ts'
import { readConfig } from '../server/config/config.ts'
import { startSimulators, type Simulators } from '../simulators/start-simulators.ts'
import { fetchToken } from '../simulators/identity/fetch-token.ts'
import { DemoSettingsError, readDemoSettings } from './demo-settings.ts'
import { ensurePortal } from './ensure-portal.ts'
import { seedTenants } from './seed-tenants.ts'

/**
 * `npm run demo`: the whole product on one machine, with simulated vendors and sign-in, and no credentials needed.
 * Gateway and simulators share one process and one clock, so the world starts with them and ends with them.
 */

async function start(): Promise<void> {
  const settings = readDemoSettings(process.env)
  const missing = ensurePortal(fileURLToPath(new URL('..', import.meta.url)))
  if (missing !== null) process.stderr.write(`${missing}\n`)
  const simulators = await startSimulators({
    ...settings.simulators,
    environmentName: process.env['ENVIRONMENT'],
  })
  const config = readConfig(settings.gatewayEnvironment(simulators.environment))
  const app = await createApp({
    config,
    clock: simulators.clock.now,
    sandboxToken: () => fetchToken(simulators.identity.url, { role: 'admin' }),
  })
  const port = await app.listen()
  const token = await fetchToken(simulators.identity.url, { role: 'admin' })
  await seedTenants({ url: `http://127.0.0.1:${port}`, token, credentials: simulators.connectWise.credentials })

  // Before the announcement: its reader may send a signal at once.
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
      `  The graph       ${origin}/explorer   (GraphiQL, with a token in place)`,
      `                  ${origin}/graphql   (Apollo Sandbox, which needs a network)`,
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
  if (error instanceof DemoSettingsError) return error.message
  const { code, port } = error as { code?: string; port?: number }
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken, perhaps by another demo. End it, or set PORT and SIMULATOR_PORT_BASE to other ports.`
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

// When the reader of the announcement is gone (`| head`), the demo continues, and ends normally.
process.stdout.on('error', () => undefined)
try {
  await start()
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
}
