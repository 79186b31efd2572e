import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { fetchToken } from '../../simulators/identity/fetch-token.ts'
import type { Simulators } from '../../simulators/start-simulators.ts'
import { gatewayEnvironment } from '../../tests/support/world.ts'
import { gatewayFlags } from '../gateway-process.ts'

/** What a gateway answered. */
export interface TimedAnswer {
  readonly ms: number
  /** Calls of vendors that were made for it. */
  readonly vendorCalls: number
  readonly errors: readonly string[]
  readonly data: Record<string, unknown> | null
}

/** A gateway in a process of its own. */
export interface GatewayProcess {
  readonly url: string
  ask(query: string, role?: 'viewer' | 'operator'): Promise<TimedAnswer>
  token(role: 'viewer' | 'operator' | 'admin'): Promise<string>
  /** Ends it as a crash does. */
  kill(): Promise<void>
}

/** Starts one on the clock of the simulators, with these settings over those that point it at them. */
export async function startGatewayProcess(
  simulators: Simulators,
  environment: Record<string, string | undefined>,
): Promise<GatewayProcess> {
  const child = fork(fileURLToPath(new URL('gateway.ts', import.meta.url)), [], {
    execArgv: [...gatewayFlags],
    env: {
      ...process.env,
      ...gatewayEnvironment(simulators, { sync: true, environment }),
      NODE_ENV: 'production',
      LOG_LEVEL: 'error',
      BENCH_NOW: String(simulators.clock.now()),
    },
  })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  const url = `http://127.0.0.1:${port}`
  const tokens = new Map<string, Promise<string>>()
  const token = (role: 'viewer' | 'operator' | 'admin') => {
    const known = tokens.get(role) ?? fetchToken(simulators.identity.url, { role })
    tokens.set(role, known)
    return known
  }
  return {
    url,
    token,
    async ask(query, role = 'viewer') {
      const authorization = `Bearer ${await token(role)}`
      const begun = performance.now()
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify({ query }),
      })
      const { data = null, errors = [] } = (await response.json()) as {
        data?: Record<string, unknown> | null
        errors?: { message: string; extensions?: { code?: string } }[]
      }
      return {
        ms: performance.now() - begun,
        vendorCalls: Number(response.headers.get('x-vendor-calls')),
        errors: errors.map(({ message, extensions }) => `${extensions?.code}: ${message}`),
        data,
      }
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}
