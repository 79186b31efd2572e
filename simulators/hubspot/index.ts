import { randomUUID } from 'node:crypto'
import type { SimulatedClock } from '../clock.ts'
import type { SimRequest, SimResponse } from '../control/handler.ts'
import { createSimulatorServer } from '../control/simulator-server.ts'
import { defaultAccess, type HubSpotAccess } from './access.ts'
import { createDatabase } from './database.ts'
import { generateHubSpotWorld } from './generate/index.ts'
import { createLimits, dailyLimit } from './limits.ts'
import { changeRecords } from './record-changes.ts'
import { Refusal } from './refusal.ts'
import { answerCall } from './routes.ts'
import type { HubSpotWorld, WorldOptions } from './world.ts'

/** What a simulated HubSpot is made from. `seed`, `scale` and `now` decide its records. */
export interface HubSpotSimulatorOptions extends WorldOptions {
  /** Runs the limits, stamps and log; the world itself starts at `now`. */
  clock: SimulatedClock
  /** Milliseconds added to every answer. */
  latencyMs: number
  /** Whether the limits per ten seconds, per day and of searches are enforced. */
  limits: boolean
  /** 0 takes a free one. */
  port: number
  /** The key, its scopes and the account's plan; a key with everything in a paid plan by default. */
  access?: Partial<HubSpotAccess>
  /** How long search takes to notice a change, in milliseconds; 0 by default. */
  searchLagMs?: number
  /** Searches say this many at most as their `total`, as some clients of the real one report; without end by default. */
  searchTotalCap?: number
  /** Requests a day before the limit strikes; the plan's 625,000 by default. */
  requestsPerDay?: number
  /** Makes the records, at the start and at every reset; `generateHubSpotWorld` by default. */
  generate?: (options: WorldOptions) => HubSpotWorld
}

/** A simulated HubSpot that is listening. */
export interface HubSpotSimulator {
  /** Such as `http://127.0.0.1:9002`. */
  url: string
  /** The variables that point a gateway at it. */
  environment: Record<string, string>
  /** Its records as they are now. */
  world(): HubSpotWorld
  close(): Promise<void>
}

/**
 * Starts a simulated HubSpot with the same wire behaviour as the real one, plus the control plane (`/__sim/*`). Rejects
 * with `EADDRINUSE` when the port is taken.
 */
export async function createHubSpotSimulator(options: HubSpotSimulatorOptions): Promise<HubSpotSimulator> {
  const { seed, scale, now, clock, latencyMs, port, searchLagMs = 0, requestsPerDay: perDay = dailyLimit } = options
  const { generate = generateHubSpotWorld, searchTotalCap = Infinity } = options
  const access = { ...defaultAccess, ...options.access }
  const newDatabase = () => createDatabase(generate({ seed, scale, now }), () => clock.now(), searchLagMs)
  let database = newDatabase()
  const newLimits = () =>
    createLimits({
      clock,
      isEnforced: options.limits,
      timeZone: () => database.world.account.timeZone,
      perDay,
    })
  let limits = newLimits()

  function answer(request: SimRequest): SimResponse {
    const response = answerOrRefuse(() =>
      answerCall({ request, database, access, limits, perDay, searchTotalCap, now: clock.now() }),
    )
    const correlationId = randomUUID()
    const { body } = response
    const isEnvelope = typeof body === 'object' && body !== null && 'status' in body && body.status === 'error'
    return {
      ...response,
      headers: {
        'content-type': 'application/json;charset=utf-8',
        'x-hubspot-correlation-id': correlationId,
        server: 'cloudflare',
        vary: 'origin, Accept-Encoding',
        ...(response.status === 401 ? { 'x-hubspot-auth-failure': '401 Unauthorized' } : {}),
        ...response.headers,
      },
      body: isEnvelope ? { ...body, correlationId } : body,
    }
  }

  const server = await createSimulatorServer({
    vendor: {
      state: () => database.world,
      useByOthers: (requests) => limits.useByOthers(requests),
      changeRecords: (change) => changeRecords(database, change, clock.now()),
      reset: () => {
        database = newDatabase()
        limits = newLimits()
      },
      wire: { handle: answer },
    },
    clock,
    seed,
    latencyMs,
    port,
  })
  return {
    url: server.url,
    environment: {
      HUBSPOT_API_KEY: access.accessToken,
      HUBSPOT_HUB_ID: String(database.world.account.portalId),
      HUBSPOT_BASE_URL: server.url,
    },
    world: () => database.world,
    close: () => server.close(),
  }
}

function answerOrRefuse(answer: () => SimResponse): SimResponse {
  try {
    return answer()
  } catch (error) {
    if (error instanceof Refusal) return error.response
    throw error
  }
}
