import { SimulatorSettingsError, readSimulatorSettings } from './settings.ts'
import { startSimulators } from './start-simulators.ts'
import type { Simulators } from './start-simulators.ts'

// `npm run simulators`: only the simulated vendors. Standard output is an environment file that points a gateway at them.
try {
  const simulators = await startSimulators({
    ...readSimulatorSettings(process.env, { latencyMs: 0 }),
    environmentName: process.env['ENVIRONMENT'],
  })
  // Before the announcement: its reader may send a signal at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void simulators.close().then(() => process.exit(0)))
  }
  announce(simulators)
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
}

function announce({ environment, clock, autotask, hubspot, connectWise, identity }: Simulators): void {
  const lines = Object.entries({ ENVIRONMENT: 'development', ...environment }).map(
    ([name, value]) => `${name}=${value}`,
  )
  process.stdout.write(`${lines.join('\n')}\n`)
  const now = new Date(clock.now()).toISOString()
  process.stderr.write(
    `Simulating Autotask on ${autotask.url}, HubSpot on ${hubspot.url}, ConnectWise on ${connectWise.url} and sign-in on ${identity.url}; it is ${now} there.\n`,
  )
}

function explain(error: unknown): string {
  if (error instanceof SimulatorSettingsError) return error.message
  const { code, port } = error as { code?: string; port?: number }
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken. Set SIMULATOR_PORT_BASE to another base, or to 0 for free ports.`
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
