import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** Flags of Node that `npm start` uses. */
export const gatewayFlags = [
  '--max-semi-space-size=16',
  '--heap-growing-percent=50',
  '--no-allocation-site-pretenuring',
]

/** A gateway in a process of its own, on a clock that can be moved. */
export interface GatewayProcess {
  readonly child: ChildProcess
  readonly url: string
  /** Sends a message and waits for the answer. */
  tell<Answer>(message: 'begin' | 'end' | { readonly advanceMs: number }): Promise<Answer>
  advanceClock(ms: number): Promise<void>
  close(): void
}

/**
 * @param environment the gateway's settings
 * @param now where its clock starts, in epoch milliseconds
 */
export async function startGatewayProcess(environment: Record<string, string>, now: number): Promise<GatewayProcess> {
  const child = fork(fileURLToPath(new URL('worst-documents/gateway.ts', import.meta.url)), [], {
    env: { ...process.env, ...environment, NODE_ENV: 'production', LOG_LEVEL: 'warn', BENCH_NOW: String(now) },
    execArgv: ['--expose-gc', ...gatewayFlags],
  })
  const told = async <Answer>() => ((await once(child, 'message')) as [Answer])[0]
  const { port } = await told<{ readonly port: number }>()
  const tell: GatewayProcess['tell'] = (message) => {
    const answer = told()
    child.send(message)
    return answer as never
  }
  return {
    child,
    url: `http://127.0.0.1:${port}`,
    tell,
    advanceClock: async (advanceMs) => void (await tell({ advanceMs })),
    close: () => child.disconnect(),
  }
}
