import { createSimulatorServer } from '../control/simulator-server.ts'
import { credentialsOf, type ConnectWiseCredentials } from './companies.ts'
import { createConnectWiseVendor, type ConnectWiseVendorOptions } from './vendor.ts'
import type { ConnectWiseWorld } from './world.ts'

/** What a simulated ConnectWise is made from. */
export interface ConnectWiseSimulatorOptions extends ConnectWiseVendorOptions {
  /** Milliseconds added to every answer. */
  latencyMs: number
  /** 0 takes a free one. */
  port: number
}

/** A simulated ConnectWise that is listening: the systems of several companies behind one address. */
export interface ConnectWiseSimulator {
  /** Such as `http://127.0.0.1:9003`. */
  url: string
  /** The variables that let a gateway call it. */
  environment: Record<string, string>
  /** What is saved in the portal to reach a company's system. Throws `RangeError` for a company it does not have. */
  credentials(companyId: string): ConnectWiseCredentials
  /** Its records as they are now. */
  world(): ConnectWiseWorld
  close(): Promise<void>
}

/**
 * Starts a simulated ConnectWise PSA (REST API 3.0) with the same wire behaviour as the real one, plus the control
 * plane (`/__sim/*`). Rejects with `EADDRINUSE` when the port is taken.
 */
export async function createConnectWiseSimulator(options: ConnectWiseSimulatorOptions): Promise<ConnectWiseSimulator> {
  const { seed, clock, latencyMs, port } = options
  const vendor = createConnectWiseVendor(options)
  const server = await createSimulatorServer({ vendor, clock, seed, latencyMs, port })
  return {
    url: server.url,
    environment: { CONNECTWISE_ALLOWED_HOSTS: server.url },
    credentials: (companyId) => credentialsOf(companyId, server.url),
    world: vendor.state,
    close: () => server.close(),
  }
}
