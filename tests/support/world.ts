import { createHash } from 'node:crypto'
import { createRequire, flushCompileCache } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import type * as appModule from '../../server/app.ts'
import type { ChangeTimes } from '../../server/changes/change-times.ts'
import { readConfig } from '../../server/config/config.ts'
import { secretsOf } from '../../server/config/secrets.ts'
import { createLogger } from '../../server/telemetry/logger.ts'
import { fetchToken } from '../../simulators/identity/fetch-token.ts'
import { startSimulators, type Simulators, type StartSimulatorsOptions } from '../../simulators/start-simulators.ts'
import { seedTenants } from '../../scripts/seed-tenants.ts'
import type { ConnectWiseState } from './connectwise-state.ts'
import { createFreshDatabase } from './fresh-database.ts'
import { createVendorControl, type VendorControl } from './vendor-control.ts'
import type { HubSpotState } from './hubspot-state.ts'
import type { AutotaskState } from './oracle/state.ts'
import { patientProbes, patientStore } from './patient-probes.ts'

// The gateway runs as Node runs it. Through Vite it would get a second graphql: Vite takes the package's ESM build, Apollo
// Server, which Vite leaves to Node, the CommonJS one.
const { createApp } = createRequire(import.meta.url)('../../server/app.ts') as typeof appModule
// Now, not when this worker ends: programs that tests start read what was compiled, and those that are killed write nothing.
flushCompileCache()

export type { LoggedRequest } from '../../simulators/control/request-log.ts'
export type { FaultWish } from './vendor-control.ts'

/** What a test's world is made from; everything has a default. */
export interface WorldOptions {
  seed?: number
  /** 1 = about 1,200 tickets of the ROC queue over 12 months. */
  scale?: number
  /** The instant at which the world starts, such as `2026-03-18T15:00:00Z`; `usualNow` unless given. */
  now?: string
  /** The portal's; `usualTimeZone` unless given. */
  timeZone?: string
  /** Added to every answer of a vendor, in milliseconds. */
  latencyMs?: number
  /** Whether the vendor's own limits are enforced. */
  limits?: boolean
  /** Whether the demo's tenants are there: acme and globex with ConnectWise, initech without. */
  tenants?: boolean
  /** Where this HubSpot should not be as usual. */
  hubspot?: StartSimulatorsOptions['hubspot']
  timeouts?: { autotask?: number; hubspot?: number; connectwise?: number }
  /** How long deliveries of changes take, wait and last. */
  changes?: Partial<ChangeTimes>
  /** Calls of one tenant's ConnectWise in any second; as usual, or without end where deliveries do not take as long as usual. */
  callsPerSecond?: number
  /** How long PostgreSQL may take before it counts as away: as usual, or without end where a test is not about that. */
  databaseProbes?: 'usual'
  /** How long a command of a shared cache may take: as usual, or without end where a test counts what gateways share. */
  cacheLimit?: 'none'
  /**
   * Whether the gateway replicates Autotask's records; a world begins with a complete replica then. Off unless a test is
   * about that: with a replica, most questions make no call.
   */
  sync?: boolean
  /** Gives browsers on this machine a token of this role for Sandbox and explorer, as the demo does. */
  demoToken?: RoleName
  /** Addresses at which people open the portal, besides those of this machine over http. */
  portalOrigins?: readonly string[]
  /** Where the build of the portal is; that of this folder unless given. */
  buildFolder?: string
  /** Settings of the gateway over those that point it at the simulators; undefined takes one away. */
  environment?: Record<string, string | undefined>
}

export type RoleName = 'viewer' | 'operator' | 'admin'

/** Who asks: a role, or a token of one's own; a null token is somebody signed out. */
export interface Caller {
  role?: RoleName
  token?: string | null
  headers?: Record<string, string>
}

/** An entry of `errors` as a client reads it. */
export interface GraphError {
  message: string
  path?: (string | number)[]
  locations?: { line: number; column: number }[]
  extensions: {
    code: string
    vendor?: string
    affectedCount?: number
    retryAfterSeconds?: number
    requestId?: string
  }
}

export interface Answer<Data> {
  status: number
  headers: Headers
  /** As it came. */
  text: string
  body: { data?: Data | null; errors?: GraphError[] }
}

/** A gateway in this process, reached over HTTP. */
export interface Gateway {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string
  /** Every log line so far. */
  readonly log: string[]
  /** Asks the graph, as a viewer unless told otherwise. */
  query<Data = Record<string, unknown>>(
    document: string,
    variables?: Record<string, unknown>,
    caller?: Caller,
  ): Promise<Answer<Data>>
  /** As `query`, for the data alone. @throws Error when there are errors */
  data<Data = Record<string, unknown>>(document: string, variables?: Record<string, unknown>): Promise<Data>
  token(role: RoleName, tenant?: string): Promise<string>
  close(): Promise<void>
}

/**
 * The simulated vendors and the whole gateway in one process and on one clock. What stands here itself controls Autotask;
 * the other vendors are controlled under their names.
 */
export interface World extends Gateway, VendorControl<AutotaskState> {
  readonly simulators: Simulators
  readonly hubspot: VendorControl<HubSpotState>
  readonly connectWise: VendorControl<ConnectWiseState>
  /** Moves the one clock of gateway and vendors. */
  advanceClock(ms: number): Promise<void>
}

/** A Wednesday in the middle of a month. */
export const fixedNow = '2026-03-18T15:00:00Z'

/** For tests that write down dates, which must fit their world. */
export const fixedWorld = { now: fixedNow, timeZone: 'America/New_York' } as const

/**
 * The instant at which a world starts, and the zone of its portal, unless told otherwise: never the machine's, so that no
 * outcome depends on the day a test is run. `npm run test:dates` chooses others.
 */
export const usualNow = process.env['TEST_NOW'] ?? fixedNow
export const usualTimeZone = process.env['TEST_TIME_ZONE'] ?? 'America/New_York'

/** Takes HubSpot away, where a test is about the stored replica of Autotask alone. */
export const withoutHubSpot: Record<string, string | undefined> = {
  HUBSPOT_API_KEY: undefined,
  HUBSPOT_HUB_ID: undefined,
  HUBSPOT_BASE_URL: undefined,
  HUBSPOT_API_VERSION: undefined,
}

/** `TEST_SYNC=on` runs tests of figures and lists over replicas. */
const isUsuallySynced = process.env['TEST_SYNC'] === 'on'

/** A key for encryption, the same for the same name. */
export const testKey = (name: string) => createHash('sha256').update(name).digest('base64')

/** Limits on callers that a test meets only where it sets them: one person asks for all of it. */
export const wideLimits = {
  LIMIT_OPERATIONS_PER_MINUTE: '1000000',
  LIMIT_ANSWER_BYTES_PER_MINUTE: '1073741824',
  LIMIT_VENDOR_CALLS_PER_HOUR: '1000000',
  LIMIT_REFUSALS_PER_MINUTE: '100000',
  LIMIT_CONNECTIONS_PER_ADDRESS: '10000',
  LIMIT_REFRESH_SECONDS: '0',
}

/** Settings that point a gateway at these simulators, with a test's own over them. */
export function gatewayEnvironment(simulators: Simulators, { timeZone, environment, sync }: WorldOptions = {}) {
  const all: Record<string, string | undefined> = {
    ...simulators.environment,
    ENVIRONMENT: 'development',
    LOG_LEVEL: 'trace',
    PORT: '0',
    DATABASE_URL: 'file::memory:',
    CREDENTIALS_KEYS: testKey('newest'),
    PORTAL_TIME_ZONE: timeZone ?? usualTimeZone,
    SYNC_MONTHS: (sync ?? isUsuallySynced) ? '25' : '0',
    ...wideLimits,
    ...environment,
  }
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

export function startWorldSimulators(options: WorldOptions = {}): Promise<Simulators> {
  const { seed = 1, scale = 0.2, now = usualNow, latencyMs = 0, limits = true, hubspot, portalOrigins } = options
  const shared = { seed, scale, now: Date.parse(now), latencyMs, limits, portBase: 0 }
  return startSimulators({ ...shared, ...(hubspot && { hubspot }), ...(portalOrigins && { portalOrigins }) })
}

/** Starts a gateway over simulators that run, on their clock and a free port. */
export async function startGateway(simulators: Simulators, options: WorldOptions = {}): Promise<Gateway> {
  const fresh = options.environment?.['DATABASE_URL'] === undefined ? await createFreshDatabase() : null
  const environment = gatewayEnvironment(simulators, options)
  const config = readConfig(fresh === null ? environment : { ...environment, DATABASE_URL: fresh })
  const log: string[] = []
  const logger = createLogger({
    level: config.logLevel,
    secrets: secretsOf(config),
    destination: { write: (line) => void log.push(line) },
  })
  const { timeouts, changes, callsPerSecond = changes && Infinity, buildFolder, demoToken: role } = options
  const app = await createApp({
    config,
    logger,
    clock: simulators.clock.now,
    ...(timeouts && { timeouts }),
    ...(options.cacheLimit === 'none' && { cacheTimes: patientStore }),
    ...(options.databaseProbes !== 'usual' && { databaseProbeTimes: patientProbes }),
    ...(changes && { changes }),
    ...(callsPerSecond !== undefined && { callsPerSecond }),
    ...(buildFolder !== undefined && { buildFolder }),
    ...(role && { sandboxToken: () => fetchToken(simulators.identity.url, { role }) }),
  })
  const url = `http://127.0.0.1:${await app.listen()}`
  const graph = createGraphClient(url, simulators)
  if (options.tenants) {
    await seedTenants({ url, token: await graph.token('admin'), credentials: simulators.connectWise.credentials })
  }
  return { url, log, ...graph, close: () => app.close(0) }
}

/** Starts a world on free ports. Close it when done. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const simulators = await startWorldSimulators(options)
  const gateway = await startGateway(simulators, options)
  if (options.sync ?? isUsuallySynced) await waitForReplica(gateway)
  return {
    ...gateway,
    ...createVendorControl<AutotaskState>(simulators.autotask.url),
    simulators,
    hubspot: createVendorControl<HubSpotState>(simulators.environment['HUBSPOT_BASE_URL']),
    connectWise: createVendorControl<ConnectWiseState>(simulators.connectWise.url),
    advanceClock: async (advanceMs) => {
      simulators.clock.advance(advanceMs)
    },
    async close() {
      await gateway.close()
      await simulators.close()
    },
  }
}

interface VendorCollections {
  vendorStatus: { vendor: string; collections: { complete: boolean }[] }[]
}

/** Waits until the gateway has a complete replica of Autotask's records, and of those of HubSpot that it may read. */
export async function waitForReplica(gateway: Pick<Gateway, 'data' | 'query'>): Promise<void> {
  for (;;) {
    await gateway.data('{ tickets(first: 1) { totalCount } }')
    const sales = await gateway.query('{ crmSummary { companies deals } }')
    const { vendorStatus } = await gateway.data<VendorCollections>(
      '{ vendorStatus { vendor collections { complete } } }',
    )
    const collections = vendorStatus
      .filter(({ vendor }) => vendor !== 'HUBSPOT' || !sales.body.errors)
      .flatMap((status) => status.collections)
    if (collections.length > 0 && collections.every(({ complete }) => complete)) return
    await sleep(100)
  }
}

/** Asks a gateway over HTTP with tokens of the simulated identity provider. */
export function createGraphClient(url: string, simulators: Simulators): Pick<Gateway, 'query' | 'data' | 'token'> {
  const tokens = new Map<string, Promise<string>>()

  function token(role: RoleName, tenant?: string): Promise<string> {
    const key = `${role} ${tenant}`
    const known =
      tokens.get(key) ?? fetchToken(simulators.identity.url, tenant === undefined ? { role } : { role, tenant })
    tokens.set(key, known)
    return known
  }

  const query: Gateway['query'] = async (document, variables = {}, caller = {}) => {
    const bearer = caller.token === undefined ? await token(caller.role ?? 'viewer') : caller.token
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...caller.headers,
      },
      body: JSON.stringify({ query: document, variables }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) }
  }

  return {
    token,
    query,
    async data<Data>(document: string, variables?: Record<string, unknown>) {
      const { body, text } = await query<Data>(document, variables)
      if (body.errors || !body.data) throw new Error(`The graph answered with errors: ${text.slice(0, 2_000)}`)
      return body.data
    },
  }
}
