import { createSimulatedClock, type SimulatedClock } from '../../../../simulators/clock.ts'
import { createHubSpotSimulator, type HubSpotSimulatorOptions } from '../../../../simulators/hubspot/index.ts'
import type { HubSpotWorld } from '../../../../simulators/hubspot/world.ts'

/** The instant at which the simulated worlds of these tests start. */
export const start = Date.parse('2026-03-18T15:00:00Z')

/** What HubSpot answers, as loosely as JSON is: tests say what they expect of it. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Parsed; undefined when it is no JSON. */
  readonly body: Json
}

/** A HubSpot that is listening, and ways to ask it. */
export interface SmallHubSpot {
  readonly url: string
  readonly token: string
  readonly clock: SimulatedClock
  world(): HubSpotWorld
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>
  /** `POST /__sim/records`. */
  records(change: object): Promise<Answer>
  close(): Promise<void>
}

export async function startSmallHubSpot(options: Partial<HubSpotSimulatorOptions> = {}): Promise<SmallHubSpot> {
  const clock = createSimulatedClock(start)
  const simulator = await createHubSpotSimulator({
    seed: 5,
    scale: 0.4,
    now: start,
    clock,
    latencyMs: 0,
    limits: false,
    port: 0,
    ...options,
  })
  const token = simulator.environment['HUBSPOT_API_KEY'] ?? ''

  async function ask(method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<Answer> {
    const response = await fetch(simulator.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined }
  }

  return {
    url: simulator.url,
    token,
    clock,
    world: () => simulator.world(),
    get: (path, headers = {}) => ask('GET', path, headers),
    post: (path, body, headers = {}) => ask('POST', path, headers, body),
    records: (change) => ask('POST', '/__sim/records', {}, change),
    close: () => simulator.close(),
  }
}
