import { createRequire } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import type * as appModule from '../../../server/app.ts'
import { readConfig, type Config } from '../../../server/config/config.ts'
import { secretsOf } from '../../../server/config/secrets.ts'
import { openDatabase, type Database } from '../../../server/database/create-database.ts'
import { createLogger } from '../../../server/telemetry/logger.ts'
import { createSimulatedClock } from '../../../simulators/clock.ts'
import { createIdentitySimulator } from '../../../simulators/identity/identity-simulator.ts'
import { createBrowser, type Browser, type Page } from './browser.ts'
import { patientProbes } from '../../support/patient-probes.ts'
import { wideLimits } from '../../support/world.ts'

// As Node runs it, not through Vite (see tests/support/world.ts).
const { createApp } = createRequire(import.meta.url)('../../../server/app.ts') as typeof appModule

export interface SignInWorldOptions {
  /** How long PostgreSQL may take before it counts as away: as usual, or without end where a test is not about that. */
  databaseProbes?: 'usual'
  databaseUrl?: string
  /** Settings over the usual ones. */
  config?: Partial<Config>
  buildFolder?: string
}

/** Where the build of the portal would be, if there were one. */
const noBuild = '/nowhere'

export const portalCall = { 'x-portal': '1', 'content-type': 'application/json', accept: 'application/json' }
const viewerQuery = '{ viewer { name email roles } }'

/** The identity simulator and the whole gateway; the identity provider's clock, as the gateway sees it, can be moved. */
export async function startSignInWorld(options: SignInWorldOptions = {}) {
  const { databaseUrl, databaseProbes, config: changes, buildFolder } = options
  const portal = 'https://portal.test'
  const identity = await createIdentitySimulator({
    port: 0,
    latencyMs: 0,
    clock: createSimulatedClock(),
    portalOrigins: [portal],
  })
  const environment = {
    ...identity.environment,
    ENVIRONMENT: 'development',
    PORT: '0',
    LOG_LEVEL: 'trace',
    ...wideLimits,
  }
  const usual = readConfig({ ...environment, DATABASE_URL: databaseUrl ?? 'file::memory:' })
  const log: string[] = []
  let offsetMs = 0

  async function startApp(config: Config) {
    const logger = createLogger({
      level: 'trace',
      secrets: secretsOf(config),
      destination: { write: (line) => void log.push(line) },
    })
    const tokenClock = () => Date.now() + offsetMs
    const app = await createApp({
      config,
      logger,
      tokenClock,
      buildFolder: buildFolder ?? noBuild,
      ...(databaseProbes !== 'usual' && { databaseProbeTimes: patientProbes }),
    })
    return { app, port: await app.listen(0) }
  }

  let config = { ...usual, ...changes }
  let running = await startApp(config)
  const origin = () => config.publicUrl ?? `http://localhost:${running.port}`
  const realOrigin = () => `http://127.0.0.1:${running.port}`
  const browsers: Record<string, string>[] = []

  const control = (method: string, path: string, body?: object) =>
    fetch(`${identity.url}/__sim/${path}`, { method, ...(body && { body: JSON.stringify(body) }) })

  const world = {
    identity,
    log,
    get config() {
      return config
    },
    /** The gateway as browsers see it. */
    get origin() {
      return origin()
    },
    newBrowser(): Browser {
      const where = { [origin()]: realOrigin() }
      browsers.push(where)
      return createBrowser(where)
    },
    /** Opens the sign-in of the identity provider and stays at its list of people. */
    leave: (browser: Browser, returnTo = '/next'): Promise<Page> =>
      browser.visit(`${origin()}/auth/login?return_to=${encodeURIComponent(returnTo)}`),
    /** Signs in as the person whose e-mail begins so, and gives the page that ends it. */
    async signIn(browser: Browser, who: string, returnTo = '/next'): Promise<Page> {
      const people = await world.leave(browser, returnTo)
      return browser.submit(people, { user: await world.subjectOf(who) })
    },
    async subjectOf(who: string): Promise<string> {
      return (await world.person(who)).sub
    },
    async person(who: string) {
      const { users } = (await (await control('GET', 'state')).json()) as {
        users: { sub: string; email: string; oid: string; roles: string[] }[]
      }
      const user = users.find(({ email }) => email.startsWith(who))
      if (!user) throw new Error(`Nobody is called ${who}.`)
      return user
    },
    /** Asks the graph with the browser's session, as the portal does. */
    async ask(browser: Browser, headers: Record<string, string> = portalCall, query: object = { query: viewerQuery }) {
      const page = await browser.ask(`${origin()}/graphql`, { method: 'POST', headers, body: JSON.stringify(query) })
      return { status: page.status, headers: page.headers, body: JSON.parse(page.text) as GraphAnswer }
    },
    /** The roles the gateway gives the browser's person now, or the error. */
    async rolesOf(browser: Browser): Promise<string[] | string> {
      const { status, body } = await world.ask(browser)
      return body.data?.viewer.roles ?? `${status} ${body.errors?.[0]?.extensions.code}`
    },
    logout: (browser: Browser, headers: Record<string, string> = { 'x-portal': '1' }) =>
      browser.ask(`${origin()}/auth/logout`, { method: 'POST', headers }),
    /** The clock of sessions and tokens, in epoch milliseconds. */
    now: () => Date.now() + offsetMs,
    /** Moves the clock of sessions and tokens. */
    advance(ms: number): void {
      offsetMs += ms
    },
    /** Ends the gateway and starts it on the same database, perhaps with other settings. */
    async restart(other: Partial<Config> = {}): Promise<void> {
      await running.app.close(0)
      config = { ...config, ...other }
      running = await startApp(config)
      // Browsers keep their cookies and find the gateway again: cookies know hosts and no ports.
      for (const where of browsers) where[origin()] = realOrigin()
    },
    control,
    async tokenRequests(): Promise<string[]> {
      const requests = (await (await control('GET', 'requests')).json()) as {
        method: string
        path: string
        body: string
      }[]
      return requests
        .filter(({ method, path }) => method === 'POST' && path.startsWith('/token'))
        .map(({ path, body }) => `${path} ${new URLSearchParams(body).get('grant_type') ?? ''}`.trim())
    },
    /** The tables, beside the gateway. */
    async withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
      const db = await openDatabase(config.databaseUrl, { probeTimes: patientProbes })
      try {
        return await work(db)
      } finally {
        await db.destroy()
      }
    },
    /** Waits until the use of every session is recorded, which happens behind the answer. */
    async useIsRecorded(): Promise<void> {
      await world.until(async () => {
        const rows = await world.withDatabase((db) => db.selectFrom('sessions').select('seen_at').execute())
        return rows.every(({ seen_at }) => world.now() - seen_at < 60_000)
      })
    },
    /** Waits for what happens behind an answer. */
    async until(isSo: () => Promise<boolean>): Promise<void> {
      while (!(await isSo())) await sleep(25)
    },
    async close(): Promise<void> {
      await running.app.close(0)
      await identity.close()
    },
  }
  return world
}

export type SignInWorld = Awaited<ReturnType<typeof startSignInWorld>>

interface GraphAnswer {
  data?: { viewer: { name: string; email: string; roles: string[] } } | null
  errors?: { message: string; extensions: { code: string; requestId?: string; retryAfterSeconds?: number } }[]
}
