import { VendorError } from '../../../server/errors/vendor-error.ts'
import { openDatabase, type Database } from '../../../server/database/create-database.ts'
import { normaliseBaseUrl } from '../../../server/vendors/connectwise/index.ts'
import type { ConnectWiseSetup } from '../../../server/vendors/connectwise/types.ts'
import { credentialsOf } from '../../../simulators/connectwise/companies.ts'
import { generateConnectWiseWorld } from '../../../simulators/connectwise/generate/index.ts'
import { createConnectWiseVendor, type ConnectWiseVendor } from '../../../simulators/connectwise/vendor.ts'
import type { ConnectWiseWorld } from '../../../simulators/connectwise/world.ts'
import { createRandom, type Random } from '../random.ts'
import { callForChange } from './callers.ts'
import { startGateway, type Gateway, type Trouble } from './gateways.ts'
import type { EndedChange, History, Sent, StepKind, Stored, Told } from '../oracle/delivery/history.ts'
import { planChanges, planDefaults, tenantId } from './plan.ts'
import type { Plant } from './plants.ts'
import { createSimulatedVendor } from './simulated-vendor.ts'
import { createVirtualTime, type VirtualTime } from './virtual-time.ts'

export interface SimulationOptions {
  readonly seed: number
  readonly changes: number
  readonly plant?: Plant
  /** Where clocks, timers and draws of the thread come from; set at the beginning of the run. */
  readonly current: { time: VirtualTime; random: Random }
}

/** What came of a run. */
export interface Simulation {
  readonly history: History
  /** Every event, a line each: the same for the same seed. */
  readonly log: readonly string[]
}

const startAt = Date.UTC(2026, 2, 18, 15)
const longestRunMs = 3 * 3_600_000

let world: ConnectWiseWorld | undefined
/** The same records for every run; each run has its own copy. */
const startWorld = () => (world ??= generateConnectWiseWorld({ seed: 1, scale: 0.03, now: startAt }))

/** Where the tenant's credentials lead. */
type Credentials = 'acme' | 'globex' | 'wrong' | 'none' | 'off'

/**
 * Changes that are logged, delivered, cancelled and retried while everything goes wrong that may: in one thread, in
 * virtual time, by the draws of a seed.
 */
export async function simulate({ seed, changes: count, plant = {}, current }: SimulationOptions): Promise<Simulation> {
  const random = createRandom(seed)
  const time = createVirtualTime(startAt)
  Object.assign(current, { time, random: createRandom(seed + 1_000_000) })
  const log: string[] = []
  const write = (who: string, what: string) => void log.push(`${time.now()} ${who} ${what}`)
  const connectWise = createConnectWiseVendor({
    seed,
    scale: 1,
    now: startAt,
    clock: { now: time.wallClock, advance: time.jump },
    limits: false,
    generate: () => structuredClone(startWorld()),
  })
  const trouble: Trouble = {
    reads: random.pick([0.02, 0.1, 0.3]),
    writes: random.pick([0.05, 0.2, 0.5]),
    slowDatabase: random.pick([0, 0.01, 0.04]),
    slowSend: random.pick([0, 0.2, 0.6]),
    databaseAway: random.pick([0, 0.002, 0.01]),
    kill: random.pick([0.002, 0.01]),
    kills: random.below(1 + Math.ceil(count / 8)),
  }
  const [sent, stored, told] = [[] as Sent[], [] as Stored[], [] as Told[]]
  const vendor = createSimulatedVendor({
    time,
    random,
    vendor: connectWise,
    trouble,
    timeoutMs: 10_000,
    lateStoreMs: 10_000,
    log: write,
    onSent: (one) => sent.push(one),
    onStored: (one) => stored.push(one),
  })
  const before = statusesOf(connectWise.state())
  const plan = planChanges(startWorld(), random, count)
  const requests = new Map<string, number>()
  const retried = new Set<string>()

  const defaults = planDefaults(startWorld(), random)
  const tenant: { credentials: Credentials } = { credentials: 'acme' }
  const db = await openDatabase('file::memory:')
  // References are derived with it: the same in every run.
  await db.deleteFrom('own_keys').execute()
  await db.insertInto('own_keys').values({ purpose: 'change references', key: 'AAAA' }).execute()
  const gatewayOptions = {
    time,
    random,
    db,
    vendor,
    plant,
    log: write,
    trouble,
    accountOf: async () => setupOf(tenant.credentials, defaults),
    isFeatureOn: async () => tenant.credentials !== 'off',
  }
  const gateways = new Map<string, Gateway>()
  const start = (name: string) => {
    const restart = () => void time.schedule(100 + random.below(5_000), () => start(name))
    gateways.set(name, startGateway(name, gatewayOptions, restart))
  }
  const running = () => [...gateways.values()].filter(({ isOver }) => !isOver)
  const state = { isCalm: false }

  async function run(): Promise<string | null> {
    for (const name of random.chance(0.75) ? ['A', 'B'] : ['A']) start(name)
    const world = { time, random, write, trouble, tenant, state, running }
    void disturb(world)
    if (random.chance(0.75)) void moveClock(world)
    const callerOptions = {
      time,
      random,
      gateways: running,
      log: write,
      onTold: (one: Told) => told.push(one),
      onRetried: (key: string) => retried.add(key),
      onRequest: (key: string) => requests.set(key, (requests.get(key) ?? 0) + 1),
    }
    const calls = Promise.all(plan.map((planned) => callForChange(planned, callerOptions)))
    // The callers are done at some time, and then nothing goes wrong any more, so that the rest comes to its end.
    const calm = count * 1_500 + 120_000
    await Promise.race([calls, time.sleep(calm)])
    Object.assign(trouble, { reads: 0, writes: 0, slowDatabase: 0, slowSend: 0, databaseAway: 0, kill: 0, kills: 0 })
    state.isCalm = true
    tenant.credentials = 'acme'
    write('world', 'calm')
    if ((await Promise.race([calls, time.sleep(longestRunMs).then(() => null)])) === null)
      return 'a caller has no answer'
    for (let round = 0; time.now() < longestRunMs; round++) {
      if ((await pendingOf(db)) === 0) return null
      await time.sleep(2_000)
      // What was logged for the other company waits for its credentials.
      if (round % 45 === 44) tenant.credentials = tenant.credentials === 'acme' ? 'globex' : 'acme'
    }
    return 'changes stay PENDING'
  }

  const unended = await time.run(run())
  for (const gateway of running()) gateway.end()
  // What is on its way into ConnectWise arrives.
  await time.run(time.sleep(60_000))
  const ended = await time.run(changesOf(db))
  await time.run(db.destroy())
  const statuses = { before, after: statusesOf(connectWise.state()) }
  const asked = plan.map((planned) => planned.asked)
  return { history: { seed, asked, requests, told, retried, sent, stored, changes: ended, statuses, unended }, log }
}

interface World {
  readonly time: VirtualTime
  readonly random: Random
  readonly write: (who: string, what: string) => void
  readonly trouble: Trouble
  readonly tenant: { credentials: Credentials }
  readonly state: { readonly isCalm: boolean }
  readonly running: () => readonly Gateway[]
}

/**
 * Moves the machine's clock: back by any time, and forward by less than half the margin within the time in which a send
 * settles, since docs/exactly-once.md names a longer jump as a failure case.
 */
async function moveClock({ time, random, write, state }: World): Promise<void> {
  for (;;) {
    await time.sleep(23_000 + random.below(4_000))
    if (state.isCalm) return
    const isForward = random.chance(0.85)
    const ms = isForward ? 950 - random.below(random.pick([20, 900])) : -random.below(random.pick([500, 3_000, 40_000]))
    time.jump(ms)
    write('world', `clock jumps by ${ms}`)
  }
}

/** Other credentials and kills, until it is calm. */
async function disturb({ time, random, write, trouble, tenant, state, running }: World): Promise<void> {
  const isUnsettled = random.chance(0.5)
  while (!state.isCalm) {
    await time.sleep(1_000 + random.below(20_000))
    if (state.isCalm) return
    if (isUnsettled && random.chance(0.2)) {
      tenant.credentials = random.pick(['acme', 'globex', 'globex', 'wrong', 'none', 'off'])
      write('world', `credentials ${tenant.credentials}`)
      await time.sleep(random.below(40_000))
      tenant.credentials = 'acme'
      write('world', 'credentials acme')
    }
    const alive = running()
    if (trouble.kills > 0 && alive.length > 0 && random.chance(0.3)) random.pick(alive).kill()
  }
}

function setupOf(credentials: Credentials, defaults: ConnectWiseSetup['defaults']): ConnectWiseSetup {
  if (credentials === 'none') {
    throw new VendorError('CONNECTWISE', 'VENDOR_NOT_CONFIGURED', 'ConnectWise is not set up for the tenant acme.')
  }
  const url = 'https://connectwise.test'
  const { baseUrl, companyId, publicKey, privateKey, clientId } = credentialsOf(
    credentials === 'globex' ? 'globex' : 'acme',
    url,
  )
  const account = { tenantId, baseUrl: normaliseBaseUrl(baseUrl, [url]), companyId, publicKey, clientId, privateKey }
  return { account: credentials === 'wrong' ? { ...account, privateKey: 'wrong' } : account, defaults }
}

function statusesOf(world: ReturnType<ConnectWiseVendor['state']>): Map<string, number> {
  return new Map(
    Object.entries(world).flatMap(([companyId, { tickets, projectTickets }]) =>
      [...tickets, ...projectTickets].map(
        (ticket) => [`${companyId}:${ticket.id}`, (ticket['status'] as { id: number }).id] as const,
      ),
    ),
  )
}

async function pendingOf(db: Database): Promise<number> {
  return (await db.selectFrom('changes').select('id').where('state', '=', 'PENDING').execute()).length
}

async function changesOf(db: Database): Promise<EndedChange[]> {
  const rows = await db.selectFrom('changes').selectAll().orderBy('position').orderBy('id').execute()
  const steps = await db.selectFrom('change_steps').selectAll().execute()
  const order: readonly StepKind[] = ['NOTE', 'TIME', 'STATUS']
  return rows.map((row) => ({
    id: row.id,
    // A planted fault puts the gateway's name before it.
    key: row.idempotency_key.replace(/^[AB] (?=key)/, ''),
    companyId: row.company_id,
    ticketId: row.ticket_id,
    position: row.position,
    state: row.state,
    statusId: row.status_id,
    isCancelRequested: row.cancel_requested_at !== null,
    steps: order.flatMap((kind) =>
      steps
        .filter((step) => step.change_id === row.id && step.kind === kind)
        .map(({ state, attempts, vendor_id: vendorId }) => ({ kind, state, attempts, vendorId })),
    ),
  }))
}
