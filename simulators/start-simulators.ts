import { createAutotaskSimulator } from './autotask/index.ts'
import type { AutotaskSimulator } from './autotask/index.ts'
import { createSimulatedClock } from './clock.ts'
import type { SimulatedClock } from './clock.ts'
import { createConnectWiseSimulator } from './connectwise/index.ts'
import type { ConnectWiseSimulator, ConnectWiseSimulatorOptions } from './connectwise/index.ts'
import { createHubSpotSimulator } from './hubspot/index.ts'
import type { HubSpotSimulator, HubSpotSimulatorOptions } from './hubspot/index.ts'
import { createIdentitySimulator } from './identity/identity-simulator.ts'
import type { IdentitySimulator } from './identity/identity-simulator.ts'

/** What the simulated world is made from. */
export interface StartSimulatorsOptions {
  seed: number
  /** 1 = about 1,200 tickets of the ROC queue, the rest in proportion. */
  scale: number
  /** Epoch milliseconds at which the world starts; by default what the clock says. */
  now?: number
  /** By default one that starts at `now`, or at the real now. */
  clock?: SimulatedClock
  /** Milliseconds added to every answer of a vendor. */
  latencyMs: number
  /** Whether the vendors' own limits are enforced. */
  limits: boolean
  /** Autotask listens on this + 1, HubSpot on + 2, ConnectWise on + 3, identity on + 4; 0 takes free ports. */
  portBase: number
  /** What this HubSpot's key may do, and how its search lags, where it should not be as usual. */
  hubspot?: Pick<HubSpotSimulatorOptions, 'access' | 'searchLagMs' | 'searchTotalCap' | 'requestsPerDay'>
  /** How this ConnectWise spells links, where it should not be as usual. */
  connectWise?: Pick<ConnectWiseSimulatorOptions, 'links'>
  /** Addresses to which the identity simulator sends people back, besides those of this machine over http. */
  portalOrigins?: readonly string[]
  /** The value of `ENVIRONMENT`, if it has one: the identity simulator refuses production. */
  environmentName?: string | undefined
}

/** A simulated world that is listening. */
export interface Simulators {
  /** Shared by all of them. */
  clock: SimulatedClock
  autotask: AutotaskSimulator
  hubspot: HubSpotSimulator
  connectWise: ConnectWiseSimulator
  identity: IdentitySimulator
  /** The variables that point a gateway at this world. */
  environment: Record<string, string>
  /** Stops all of them at once. */
  close(): Promise<void>
}

/** Starts every simulator around one clock, all or none. Rejects with `EADDRINUSE` when a port is taken. */
export async function startSimulators(options: StartSimulatorsOptions): Promise<Simulators> {
  const { seed, scale, latencyMs, limits, portBase, environmentName, portalOrigins } = options
  const clock = options.clock ?? createSimulatedClock(options.now)
  const now = options.now ?? clock.now()
  const port = (offset: number) => (portBase === 0 ? 0 : portBase + offset)

  const shared = { seed, clock, limits }
  const running: { close(): Promise<void> }[] = []
  const close = async () => void (await Promise.all(running.map((simulator) => simulator.close())))
  async function started<Simulator extends { close(): Promise<void> }>(
    simulator: Promise<Simulator>,
  ): Promise<Simulator> {
    running.push(await simulator)
    return simulator
  }
  try {
    const autotask = await started(createAutotaskSimulator({ ...shared, scale, now, latencyMs, port: port(1) }))
    const hubspot = await started(
      createHubSpotSimulator({ ...shared, ...options.hubspot, scale, now, latencyMs, port: port(2) }),
    )
    const connectWise = await started(
      createConnectWiseSimulator({ ...shared, ...options.connectWise, scale, now, latencyMs, port: port(3) }),
    )
    // Latency applies to vendors only: a sign-in takes a dozen requests, and slowing them down serves no purpose.
    const identity = await started(
      createIdentitySimulator({
        seed,
        clock,
        latencyMs: 0,
        port: port(4),
        environmentName,
        ...(portalOrigins && { portalOrigins }),
      }),
    )
    return {
      clock,
      autotask,
      hubspot,
      connectWise,
      identity,
      environment: {
        ...autotask.environment,
        ...hubspot.environment,
        ...connectWise.environment,
        ...identity.environment,
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
