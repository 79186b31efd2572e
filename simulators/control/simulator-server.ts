import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { SimulatedClock } from '../clock.ts'
import { createControlRoutes } from './control-routes.ts'
import { answerThroughHandler, answerThroughRaw } from './http-context.ts'
import { createFaultList } from './faults.ts'
import type { SimulatedVendor } from './handler.ts'
import { createLateStores } from './late-stores.ts'
import { reportBug } from './report-bug.ts'
import { createRequestLog } from './request-log.ts'
import type { OpenEntry } from './request-log.ts'
import { sendAnswer } from './send-answer.ts'

/** The options of every simulator. */
export interface SimulatorServerOptions {
  vendor: SimulatedVendor
  /** Shared by all simulators of one world. */
  clock: SimulatedClock
  /** Probabilities of faults are drawn from it. */
  seed: number
  /** Milliseconds of real time added to every answer of the vendor, not to `/__sim/*`. */
  latencyMs: number
  /** 0 takes a free one. */
  port: number
}

/** A simulator that is listening. */
export interface SimulatorServer {
  /** Such as `http://127.0.0.1:9001`, without a slash at the end. */
  url: string
  /** Closes at once, including hanging connections. */
  close(): Promise<void>
}

/**
 * Starts a simulated vendor on 127.0.0.1 behind the control plane: `/__sim/*`, the request log, faults and latency.
 * Rejects with the system's error (`EADDRINUSE`) when the port is taken.
 */
export async function createSimulatorServer(options: SimulatorServerOptions): Promise<SimulatorServer> {
  const { vendor, clock, seed, latencyMs, port } = options
  const log = createRequestLog(clock)
  const faults = createFaultList(seed)
  const lateStores = createLateStores(clock)
  const control = createControlRoutes({ vendor, clock, log, faults, lateStores })

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const method = incoming.method ?? 'GET'
    const target = incoming.url ?? '/'
    await lateStores.runDue()
    const [path = '/', ...rest] = target.split('?')
    const rawQuery = rest.join('?')
    if (path.startsWith('/__sim/')) return sendAnswer(outgoing, control(method, path, await text(incoming)))

    const entry = log.open({ method, path, query: rawQuery })
    const fault = faults.strike(`${method} ${target}`)
    if (fault !== undefined) entry.setFault(fault.match)
    const context = {
      incoming,
      outgoing,
      method,
      path,
      rawQuery,
      entry,
      fault,
      lateStores,
      gone: watch(outgoing, entry),
    }
    if ('handle' in vendor.wire) await answerThroughHandler(context, vendor.wire.handle, latencyMs)
    else await answerThroughRaw(context, vendor.wire.raw, latencyMs)
  }

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => {
      if (outgoing.destroyed || outgoing.headersSent) return
      reportBug(error)
      sendAnswer(outgoing, { status: 500, body: { error: `Bug in the simulator: ${String(error)}` } })
    })
  })
  // Longer than any client keeps an idle connection: Node's default of 5 s would cause spurious resets in tests.
  server.keepAliveTimeout = 65_000

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        lateStores.clear()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Logs when an answer starts to be sent and when the connection ends; the signal aborts with the latter. */
function watch(outgoing: ServerResponse, entry: OpenEntry): AbortSignal {
  const gone = new AbortController()
  outgoing.once('close', () => {
    entry.ended()
    gone.abort()
  })
  // Before the first byte is sent, so that a client with the answer always finds it in the log.
  const writeHead = outgoing.writeHead.bind(outgoing) as (...parts: unknown[]) => ServerResponse
  outgoing.writeHead = (status: number, ...rest: unknown[]) => {
    entry.answered(status)
    return writeHead(status, ...rest)
  }
  return gone.signal
}
