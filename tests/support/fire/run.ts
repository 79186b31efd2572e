import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { fetchToken } from '../../../simulators/identity/fetch-token.ts'
import { startSimulators } from '../../../simulators/start-simulators.ts'
import type { ConnectWiseState } from '../oracle/connectwise/state.ts'
import { createRandom } from '../random.ts'
import { createVendorControl } from '../vendor-control.ts'
import { gatewayEnvironment } from '../world.ts'
import { logChanges } from './callers.ts'
import { check } from './check.ts'
import type { Evidence, GraphChange, Problem } from './evidence.ts'
import { countFaults, fireFaults } from './faults.ts'
import { cancelChange, createGraph, listChanges, setUpTenants } from './graph.ts'
import { createMeddler } from './meddle.ts'
import { planFire } from './plan.ts'
import { startReplica } from './replica.ts'
import { fireTimes, type FireTimes } from './times.ts'

/** What a run is made from. */
export interface FireOptions {
  readonly seed: number
  readonly changes: number
  /** How often a gateway is killed; at random moments while changes are asked for and delivered. */
  readonly kills: number
  readonly databaseUrl: string
  /** Gateways on the one database. */
  readonly replicas?: number
  /** The times are this often as long; 20 by default. */
  readonly scale?: number
  /** Takes the database away once, for this long, when a third of the changes is answered. */
  readonly outage?: { readonly ms: number; stop(): Promise<void>; start(): Promise<void> }
  /** Times of delivery that the gateway gets in place of the right ones, to see that the checker notices. */
  readonly gatewayTimes?: Partial<FireTimes['gateway']>
  /** Told what happens, for whoever watches. */
  readonly onProgress?: (line: string) => void
}

/** What came of a run. */
export interface FireReport {
  readonly problems: readonly Problem[]
  readonly evidence: Evidence
  readonly times: FireTimes
  /** Kills, and how many of them struck while changes were asked for; the others met deliveries alone. */
  readonly kills: { readonly all: number; readonly underLoad: number }
  /** How often each fault struck, by its name. */
  readonly faults: Readonly<Record<string, number>>
  /** What callers got instead of an answer, and how often. */
  readonly troubles: Readonly<Record<string, number>>
  readonly seconds: number
  /** Everything the gateways wrote. */
  readonly output: string
}

/**
 * Callers, a vendor and an identity provider in this process; gateways in processes of their own, which are killed.
 *
 * @throws Error when a gateway ends that nobody killed, or changes stay PENDING
 */
export async function runFire(options: FireOptions): Promise<FireReport> {
  const { seed, changes, kills, databaseUrl, replicas: count = 1, scale = 20, onProgress = () => undefined } = options
  const random = createRandom(seed)
  const times = fireTimes(scale)
  // Limits off: a thousand changes in a minute or two is what the scale makes of an hour.
  const simulators = await startSimulators({ seed, scale: 0.6, latencyMs: 2, limits: false, portBase: 0 })
  const environment = {
    ...gatewayEnvironment(simulators),
    LOG_LEVEL: 'info',
    DATABASE_URL: databaseUrl,
    CREDENTIALS_KEYS: randomBytes(32).toString('base64'),
    FIRE_TIMES: JSON.stringify({ ...times.gateway, ...options.gatewayTimes }),
  }
  const control = createVendorControl<ConnectWiseState>(simulators.connectWise.url)
  const replicas: Awaited<ReturnType<typeof startReplica>>[] = []
  const begun = Date.now()
  const crash = Promise.withResolvers<never>()
  const onCrash = (lastWords: string) => crash.reject(new Error(`A gateway ended by itself:\n${lastWords}`))
  crash.promise.catch(() => undefined)
  try {
    for (let nth = 0; nth < count; nth++) replicas.push(await startReplica(environment, onCrash))
    const [admin, operator] = await Promise.all(
      (['admin', 'operator'] as const).map((role) => fetchToken(simulators.identity.url, { role })),
    )
    const claims = claimsOf(operator!)
    const plan = planFire(await control.state(), { seed, changes, asker: { email: claims.email } })
    for (const { collection, ...change } of plan.records) await control.records(collection, change)
    const before = await control.state()
    const ask = createGraph(() => replicas[0]!.url, admin!)
    await setUpTenants(ask, plan, (tenantId) => simulators.connectWise.credentials(tenantId))
    const faults = fireFaults(times)
    for (const { fault } of faults) await control.fault(fault)

    const troubles: Record<string, number> = {}
    const progress = { answered: 0, isOver: false }
    const askAsOperator = createGraph(() => replicas.at(-1)!.url, operator!)
    const meddler = createMeddler({
      random: createRandom(seed + 2),
      control,
      cancel: (id) => cancelChange(askAsOperator, id),
      latestCancelMs: 2 * times.latestStoreMs,
    })
    const load = logChanges(plan.lanes, {
      urls: () => replicas.map(({ url }) => url),
      token: operator!,
      random,
      parallel: 16,
      patienceMs: times.gateway.waitMs + 15_000,
      onLogged: (planned, change) => meddler.onLogged(planned, change),
      onTrouble: (trouble) => void (troubles[trouble] = (troubles[trouble] ?? 0) + 1),
      onAnswered: () => {
        progress.answered += 1
        if (progress.answered % 100 === 0) onProgress(`${progress.answered} of ${changes} answered`)
      },
    }).finally(() => {
      progress.isOver = true
    })
    load.catch(() => undefined)
    const killed = { all: 0, underLoad: 0 }
    const whims = createRandom(seed + 1)
    async function killAll(): Promise<void> {
      while (killed.all < kills) {
        await sleep(100 + whims.below(1_900))
        killed.all += 1
        if (!progress.isOver) killed.underLoad += 1
        await whims.pick(replicas).kill()
      }
    }
    async function breakDatabase(): Promise<void> {
      if (!options.outage) return
      while (!progress.isOver && progress.answered < changes / 3) await sleep(20)
      onProgress(`the database is away at ${progress.answered} answered`)
      await options.outage.stop()
      await sleep(options.outage.ms)
      await options.outage.start()
      onProgress('the database is back')
    }
    const [asked] = await Promise.race([Promise.all([load, killAll(), breakDatabase()]), crash.promise])
    // What is still on its way meets the faults a while longer; then the vendor is well, so that it comes to an end.
    await sleep(times.gateway.timeoutMs)
    const { cancels, foreign } = await Promise.race([meddler.done(), crash.promise])
    await control.clearFaults()
    const listed = await settled(ask, Object.keys(plan.tenants), onProgress)
    // What was stored late is stored by now, whoever gave up on it.
    await sleep(times.latestStoreMs)
    const after = await control.state()

    const evidence: Evidence = {
      lanes: plan.lanes,
      asked,
      cancels,
      foreign,
      before,
      after,
      listed,
      operator: claims.name,
    }
    return {
      problems: check(evidence),
      evidence,
      times,
      kills: killed,
      faults: countFaults(await control.requests(), faults),
      troubles,
      seconds: Math.round((Date.now() - begun) / 100) / 10,
      output: replicas.map((replica) => replica.output()).join(''),
    }
  } finally {
    await Promise.all(replicas.map((replica) => replica.close()))
    await simulators.close()
  }
}

/** Waits until nothing is PENDING. @throws Error when for three minutes none of it has come to an end */
async function settled(ask: ReturnType<typeof createGraph>, tenants: string[], onProgress: (line: string) => void) {
  const patienceMs = 180_000
  let [fewest, since] = [Infinity, Date.now()]
  for (;;) {
    const lists = await Promise.all(tenants.map(async (id) => [id, await listChanges(ask, id)] as const))
    const listed: Record<string, GraphChange[]> = Object.fromEntries(lists)
    const pending = Object.values(listed).flatMap((all) => all.filter(({ state }) => state === 'PENDING'))
    if (pending.length === 0) return listed
    onProgress(`${pending.length} pending`)
    if (pending.length < fewest) [fewest, since] = [pending.length, Date.now()]
    if (Date.now() - since > patienceMs) throw new Error(`Still PENDING: ${JSON.stringify(pending.slice(0, 3))}`)
    await sleep(500)
  }
}

function claimsOf(token: string): { name: string; email: string } {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { name: string; email: string }
}
