import { randomUUID } from 'node:crypto'
import type { SimulatedClock } from '../clock.ts'
import type { SimHandler, SimRequest, SimResponse, SimulatedVendor } from '../control/handler.ts'
import { companyInfo, parseApiPath, signIn } from './access.ts'
import { apiMemberIdentifier, simulatedCompanies } from './companies.ts'
import { createDatabase } from './database.ts'
import { generateConnectWiseWorld } from './generate/index.ts'
import { createLimits } from './limits.ts'
import { spellLinks, type LinkForm } from './query/link-forms.ts'
import { changeRecords } from './record-changes.ts'
import { Refusal, methodNotAllowed, routeNotFound } from './refusal.ts'
import { answerCall } from './routes.ts'
import type { ConnectWiseWorld, WorldOptions } from './world.ts'

/** What the systems are made from. `seed`, `scale` and `now` decide their records. */
export interface ConnectWiseVendorOptions extends WorldOptions {
  /** Runs the limits and stamps; the world itself starts at `now`. */
  clock: SimulatedClock
  /** Whether each company's limit of about 1,000 requests a minute is enforced. */
  limits: boolean
  /** How addresses in `Link` headers are spelled; as they were called by default. */
  links?: LinkForm
  /** Makes the records, at the start and at every reset; `generateConnectWiseWorld` by default. */
  generate?: (options: WorldOptions) => ConnectWiseWorld
}

/** The systems of several companies behind one address, without a server: requests are function calls. */
export interface ConnectWiseVendor extends SimulatedVendor {
  /** The current records. */
  state(): ConnectWiseWorld
  wire: { handle: SimHandler }
  /** As `wire.handle`, at once. */
  answer(request: SimRequest): SimResponse
}

/** The longest query string that the web server lets through, in characters. */
const longestQuery = 2_048

export function createConnectWiseVendor(options: ConnectWiseVendorOptions): ConnectWiseVendor {
  const { seed, scale, now, clock, links = 'same', generate = generateConnectWiseWorld } = options
  const byCompany = <Value>(make: (companyId: string) => Value) =>
    new Map(simulatedCompanies.map(({ companyId }) => [companyId, make(companyId)]))
  const newDatabases = () => {
    const world = generate({ seed, scale, now })
    return byCompany((companyId) => createDatabase(world[companyId]!, () => clock.now()))
  }
  const newLimits = () => byCompany(() => createLimits(clock, options.limits))
  // Made when first used: most of what is tried out never calls ConnectWise.
  let made: ReturnType<typeof newDatabases> | null = null
  const databases = () => (made ??= newDatabases())
  let limits = newLimits()
  const world = () => Object.fromEntries([...databases()].map(([companyId, database]) => [companyId, database.world()]))

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
    const database = databases().get(company.companyId)!
    const origin = `http://${host}`
    const answered = answerCall(address.rest, { company, database, request, origin, by: apiMemberIdentifier })
    const headers = { 'api-current-version': company.version, ...answered.headers }
    const link = answered.headers?.['link']
    if (link === undefined || links === 'same') return { ...answered, headers }
    return { ...answered, headers: { ...headers, link: spellLinks(link, links, company.codebase) } }
  }

  const answerOrRefusal = (request: SimRequest) => withServerHeaders(answerOrRefuse(() => answer(request)))
  return {
    state: world,
    changeRecords: (change) => changeRecords(databases(), change),
    reset: () => {
      made = null
      limits = newLimits()
    },
    wire: { handle: answerOrRefusal },
    answer: answerOrRefusal,
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
