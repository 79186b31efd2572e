import { randomUUID } from 'node:crypto'
import type { SimulatedClock } from '../clock.ts'
import type { SimRequest, SimResponse } from '../control/handler.ts'
import { createSimulatorServer } from '../control/simulator-server.ts'
import { companyInfo, parseApiPath, signIn } from './access.ts'
import {
  apiMemberIdentifier,
  defaultMemberIdentifier,
  defaultWorkRole,
  defaultWorkType,
  simulatedCompanies,
} from './companies.ts'
import type { ConnectWiseCredentials } from './companies.ts'
import { createDatabase } from './database.ts'
import { generateConnectWiseWorld } from './generate/index.ts'
import { createLimits } from './limits.ts'
import { changeRecords } from './record-changes.ts'
import { spellLinks, type LinkForm } from './query/link-forms.ts'
import { Refusal, methodNotAllowed, routeNotFound } from './refusal.ts'
import { answerCall } from './routes.ts'
import type { ConnectWiseWorld, WorldOptions } from './world.ts'

/** What a simulated ConnectWise is made from. `seed`, `scale` and `now` decide its records. */
export interface ConnectWiseSimulatorOptions extends WorldOptions {
  /** Runs the limits, stamps and log; the world itself starts at `now`. */
  clock: SimulatedClock
  /** Milliseconds added to every answer. */
  latencyMs: number
  /** Whether each company's limit of about 1,000 requests a minute is enforced. */
  limits: boolean
  /** 0 takes a free one. */
  port: number
  /** How addresses in `Link` headers are spelled; as they were called by default. */
  links?: LinkForm
  /** Makes the records, at the start and at every reset; `generateConnectWiseWorld` by default. */
  generate?: (options: WorldOptions) => ConnectWiseWorld
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

/** The longest query string that the web server lets through, in characters. */
const longestQuery = 2_048

/**
 * Starts a simulated ConnectWise PSA (REST API 3.0) with the same wire behaviour as the real one, plus the control
 * plane (`/__sim/*`). Rejects with `EADDRINUSE` when the port is taken.
 */
export async function createConnectWiseSimulator(options: ConnectWiseSimulatorOptions): Promise<ConnectWiseSimulator> {
  const { seed, scale, now, clock, latencyMs, port, links = 'same', generate = generateConnectWiseWorld } = options
  const byCompany = <Value>(make: (companyId: string) => Value) =>
    new Map(simulatedCompanies.map(({ companyId }) => [companyId, make(companyId)]))
  const newDatabases = () => {
    const world = generate({ seed, scale, now })
    return byCompany((companyId) => createDatabase(world[companyId]!, () => clock.now()))
  }
  const newLimits = () => byCompany(() => createLimits(clock, options.limits))
  let databases = newDatabases()
  let limits = newLimits()
  const world = () => Object.fromEntries([...databases].map(([companyId, database]) => [companyId, database.world()]))

  function answer(request: SimRequest): SimResponse {
    const host = String(request.headers.host)
    const info = /^\/login\/companyinfo\/([^/]+)\/?$/i.exec(request.path)
    if (info !== null) {
      if (request.method !== 'GET') throw methodNotAllowed(request.method)
      return companyInfo(info[1] ?? '', host)
    }
    const address = parseApiPath(request.path)
    if (address === undefined || request.rawQuery.length > longestQuery) throw routeNotFound()
    const company = signIn(request.headers, address.codebase, address.rest)
    limits.get(company.companyId)!.count()
    const database = databases.get(company.companyId)!
    const origin = `http://${host}`
    const answered = answerCall(address.rest, { company, database, request, origin, by: apiMemberIdentifier })
    const headers = { 'api-current-version': company.version, ...answered.headers }
    const link = answered.headers?.['link']
    if (link === undefined || links === 'same') return { ...answered, headers }
    return { ...answered, headers: { ...headers, link: spellLinks(link, links, company.codebase) } }
  }

  const server = await createSimulatorServer({
    vendor: {
      state: world,
      changeRecords: (change) => changeRecords(databases, change),
      reset: () => {
        databases = newDatabases()
        limits = newLimits()
      },
      wire: { handle: (request) => withServerHeaders(answerOrRefuse(() => answer(request))) },
    },
    clock,
    seed,
    latencyMs,
    port,
  })
  return {
    url: server.url,
    environment: { CONNECTWISE_ALLOWED_HOSTS: server.url },
    credentials: (companyId) => credentialsOf(companyId, server.url),
    world,
    close: () => server.close(),
  }
}

function credentialsOf(companyId: string, url: string): ConnectWiseCredentials {
  const company = simulatedCompanies.find((candidate) => candidate.companyId === companyId)
  if (company === undefined) throw new RangeError(`There is no company ${companyId}`)
  const { publicKey, privateKey, clientId } = company
  return {
    baseUrl: `${url}/v4_6_release/apis/3.0`,
    companyId,
    publicKey,
    privateKey,
    clientId,
    defaultMemberIdentifier,
    workRole: defaultWorkRole,
    workType: defaultWorkType,
  }
}

function withServerHeaders(answer: SimResponse): SimResponse {
  const headers = {
    'cache-control': 'no-cache',
    expires: '-1',
    server: 'Microsoft-IIS/10.0',
    'x-cw-request-id': randomUUID(),
    ...answer.headers,
  }
  return { ...answer, headers }
}

function answerOrRefuse(answer: () => SimResponse): SimResponse {
  try {
    return answer()
  } catch (error) {
    if (error instanceof Refusal) return error.response
    throw error
  }
}
