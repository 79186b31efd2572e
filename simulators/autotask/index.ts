import type { SimulatedClock } from '../clock.ts'
import type { SimRequest, SimResponse } from '../control/handler.ts'
import { createSimulatorServer } from '../control/simulator-server.ts'
import { basePath, checkCredentials, defaultCredentials, zoneInformation } from './access.ts'
import type { AutotaskCredentials } from './access.ts'
import { createDatabase } from './database.ts'
import { generateAutotaskWorld } from './generate/index.ts'
import { createLimits } from './limits.ts'
import { changeRecords } from './record-changes.ts'
import { Refusal, methodNotAllowed, routeNotFound } from './refusal.ts'
import { answerCall, objectOf } from './routes.ts'
import type { AutotaskWorld, WorldOptions } from './world.ts'

/** What a simulated Autotask is made from. `seed`, `scale` and `now` decide its records. */
export interface AutotaskSimulatorOptions extends WorldOptions {
  /** Runs the limits, stamps and log; the world itself starts at `now`. */
  clock: SimulatedClock
  /** Milliseconds added to every answer. */
  latencyMs: number
  /** Whether the limits of the hour and of parallel requests are enforced. */
  limits: boolean
  /** 0 takes a free one. */
  port: number
  credentials?: AutotaskCredentials
  /** Makes the records, at the start and at every reset; `generateAutotaskWorld` by default. */
  generate?: (options: WorldOptions) => AutotaskWorld
  /** The status of a refusal over a limit; 429 by default. */
  limitStatus?: 429 | 500
  /** What `GET /<Entity>/{id}` answers for a missing id: 200 with `{item: null}` by default. */
  missingItemStatus?: 200 | 404
}

/** A simulated Autotask that is listening. */
export interface AutotaskSimulator {
  /** Such as `http://127.0.0.1:9001`. */
  url: string
  /** The variables that point a gateway at it. */
  environment: Record<string, string>
  /** Its records as they are now. */
  world(): AutotaskWorld
  close(): Promise<void>
}

/**
 * Starts a simulated Autotask (REST API V1.0) with the same wire behaviour as the real one, plus the control plane
 * (`/__sim/*`). Rejects with `EADDRINUSE` when the port is taken.
 */
export async function createAutotaskSimulator(options: AutotaskSimulatorOptions): Promise<AutotaskSimulator> {
  const { seed, scale, now, clock, latencyMs, port } = options
  const { credentials = defaultCredentials, generate = generateAutotaskWorld } = options
  const { limitStatus = 429, missingItemStatus = 200 } = options
  const newDatabase = () => createDatabase(generate({ seed, scale, now }), () => clock.now())
  const newLimits = () => createLimits(clock, options.limits, limitStatus)
  let database = newDatabase()
  let limits = newLimits()

  function answer(request: SimRequest): SimResponse {
    const origin = `http://${request.headers.host}`
    const segments = request.path.toLowerCase().split('/').filter(Boolean)
    const [folder, version, ...rest] = segments
    if (`/${folder}/` !== basePath.toLowerCase()) throw routeNotFound(`${origin}${request.path}`)
    if (version === 'versioninformation' && rest.length === 0) return versionInformation(request)
    if (version !== 'v1.0') throw routeNotFound(`${origin}${request.path}`)
    if (rest.join('/') === 'zoneinformation') return zoneInformation(request, credentials.username, origin)

    checkCredentials(request.headers, credentials)
    const delayMs = limits.count()
    request.whenDone(limits.takeThread(credentials.integrationCode, objectOf(rest)))
    const call = { database, request, segments: rest, origin, requestsUsed: limits.used(), missingItemStatus }
    return { ...answerOrRefuse(() => answerCall(call)), delayMs }
  }

  const server = await createSimulatorServer({
    vendor: {
      state: () => database.world(),
      takesMarks: true,
      useByOthers: (requests) => limits.useByOthers(requests),
      changeRecords: (change) => changeRecords(database, change),
      reset: () => {
        database = newDatabase()
        limits = newLimits()
      },
      wire: { handle: (request) => answerOrRefuse(() => answer(request)) },
    },
    clock,
    seed,
    latencyMs,
    port,
  })
  return {
    url: server.url,
    environment: {
      AUTOTASK_USERNAME: credentials.username,
      AUTOTASK_SECRET: credentials.secret,
      AUTOTASK_INTEGRATION_CODE: credentials.integrationCode,
      AUTOTASK_ROC_BOARD_ID: String(database.world().rocQueueID),
      AUTOTASK_DISCOVERY_URL: `${server.url}${basePath}`,
    },
    world: () => database.world(),
    close: () => server.close(),
  }
}

/** `GET /ATServicesRest/VersionInformation`, which needs no credentials. */
function versionInformation(request: SimRequest): SimResponse {
  if (request.method !== 'GET') throw methodNotAllowed(request.method)
  return { status: 200, body: { apiVersions: ['V1.0'] } }
}

function answerOrRefuse(answer: () => SimResponse): SimResponse {
  try {
    return answer()
  } catch (error) {
    if (error instanceof Refusal) return error.response
    throw error
  }
}
