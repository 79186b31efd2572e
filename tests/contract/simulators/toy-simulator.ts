import { createSimulatedClock } from '../../../simulators/clock.ts'
import type { SimRequest, SimulatedVendor } from '../../../simulators/control/handler.ts'
import { createSimulatorServer } from '../../../simulators/control/simulator-server.ts'

/** The instant at which the toy's clock starts. */
export const start = Date.parse('2026-03-01T12:00:00Z')

/** The control plane in front of a vendor that answers 201 to everything and stores the bodies of POSTs. */
export async function startToy(options: { seed?: number; latencyMs?: number; wire?: SimulatedVendor['wire'] } = {}) {
  const clock = createSimulatedClock(start)
  let stored = ['from the seed']
  let inFlight = 0

  function handle(request: SimRequest) {
    inFlight += 1
    request.whenDone(() => {
      inFlight -= 1
    })
    if (request.method === 'POST') stored.push(request.body)
    return { status: 201, headers: { 'x-vendor': 'yes' }, body: { path: request.path, q: request.query.get('q') } }
  }
  const vendor: SimulatedVendor = {
    state: () => ({ stored }),
    changeRecords: (change) => change,
    reset: () => {
      stored = ['from the seed']
    },
    wire: options.wire ?? { handle },
  }
  const { seed = 1, latencyMs = 0 } = options
  const server = await createSimulatorServer({ vendor, clock, seed, latencyMs, port: 0 })

  const ask = (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init)
  const control = (method: string, path: string, body?: unknown) =>
    ask(`/__sim/${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const controlJson = async (method: string, path: string, body?: unknown): Promise<unknown> =>
    (await control(method, path, body)).json()
  return {
    clock,
    vendor,
    url: server.url,
    stored: () => stored,
    inFlight: () => inFlight,
    ask,
    control,
    controlJson,
    log: async () => (await controlJson('GET', 'requests')) as Record<string, unknown>[],
    /** Adds a fault; the toy must take it. */
    async fault(body: unknown): Promise<void> {
      const answer = await control('POST', 'faults', body)
      if (answer.status !== 200) throw new Error(await answer.text())
    },
    /** The statuses of so many requests, one after the other. */
    async statuses(count: number): Promise<number[]> {
      const found: number[] = []
      for (let n = 0; n < count; n += 1) found.push((await ask('/a')).status)
      return found
    },
    close: () => server.close(),
  }
}
