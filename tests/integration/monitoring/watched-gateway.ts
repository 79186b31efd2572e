import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fetchMetrics } from '../../support/monitoring/read-metrics.ts'
import { createTimeline, type Timeline } from '../../support/monitoring/timeline.ts'
import { startGateway, type Gateway, type GraphError, type World } from '../../support/world.ts'
import { startDesk, type Desk } from '../changes/desk.ts'

/** A gateway over all vendors, as Prometheus watches it. */
export interface WatchedGateway {
  readonly desk: Desk
  readonly world: World
  /** Where its SQLite file is. */
  readonly databasePath: string
  /** Begins to watch. */
  watch(): Timeline
  /** One of each question that people ask, so that there is something to count. @returns codes of the errors */
  askAround(): Promise<string[]>
  /** Asks HubSpot for a day that was not asked for before; `also` with other fields. */
  askAnotherDay(also?: string): Promise<string[]>
  /** Has a tenant's ConnectWise looked through for words that were not looked for before. */
  searchAnew(): Promise<string[]>
  /** A gateway that is watched from now on, beside the first. */
  addGateway(environment: Record<string, string | undefined>): Promise<Gateway>
  /** Ends that one, which is not watched any more. */
  removeGateway(): Promise<void>
  /** Ends the first one; it is watched as before. */
  stop(): Promise<void>
  close(): Promise<void>
}

const minuteMs = 60_000

/** Its own instance, and that of the one beside it. */
const [first, second] = ['one:8000', 'two:8000']

export async function startWatchedGateway(): Promise<WatchedGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'watched-gateway-'))
  const databasePath = join(folder, 'gateway.db')
  const environment = { DATABASE_URL: `file:${databasePath}`, LIMIT_REFUSALS_PER_MINUTE: '5' }
  const desk = await startDesk({ sync: true, limits: false, environment })
  const { world } = desk
  let other: Gateway | null = null
  let isStopped = false
  let days = 0
  let searches = 0

  async function ask(document: string): Promise<string[]> {
    const { body } = await world.query(document, {}, { role: 'operator' })
    return (body.errors ?? []).map(({ extensions }: GraphError) => extensions.code)
  }

  const askAnotherDay = (also = '') => {
    days += 1
    const day = new Date(Date.UTC(2026, 2, 1) - days * 86_400_000).toISOString().slice(0, 10)
    return ask(`{ websiteAnalytics(range: { from: "${day}", to: "${day}" }) { pageViews } ${also} }`)
  }

  return {
    desk,
    world,
    databasePath,
    watch: () =>
      createTimeline(
        () => world.advanceClock(minuteMs),
        async () => ({
          [first]: isStopped ? null : await fetchMetrics(world.url),
          ...(other && { [second]: await fetchMetrics(other.url) }),
        }),
      ),
    askAnotherDay,
    searchAnew() {
      searches += 1
      return ask(`{ tenant(id: "acme") { connectWise { tickets(search: "words ${searches}") { id } } } }`)
    },
    async askAround() {
      const codes = [
        // Waits for the delta.
        await ask('mutation { refresh(input: { scope: SERVICE_DESK }) { refreshedAt } }'),
        await ask('{ tickets(first: 1) { totalCount } }'),
        await ask('{ vendorStatus { vendor state } }'),
        await ask('{ changes(first: 1) { totalCount } }'),
        await askAnotherDay(),
      ]
      return codes.flat()
    },
    async addGateway(settings) {
      other = await startGateway(world.simulators, { sync: false, databaseProbes: 'usual', environment: settings })
      return other
    },
    async removeGateway() {
      await other?.close()
      other = null
    },
    async stop() {
      isStopped = true
      await world.close()
    },
    async close() {
      await other?.close()
      if (!isStopped) await world.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
