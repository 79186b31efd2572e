import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { fetchToken } from '../../../simulators/identity/fetch-token.ts'
import { startSimulators } from '../../../simulators/start-simulators.ts'
import { seedTenants } from '../../../scripts/seed-tenants.ts'
import { createGraph, listChanges } from '../fire/graph.ts'
import { startReplica } from '../fire/replica.ts'
import { fireTimes } from '../fire/times.ts'
import type { ConnectWiseState } from '../oracle/connectwise/state.ts'
import { startProgram } from '../program.ts'
import { createVendorControl } from '../vendor-control.ts'
import { gatewayEnvironment } from '../world.ts'
import { checkDrill, type DrillCounts } from './check-drill.ts'
import { planDrill, type DrillChange } from './plan-drill.ts'

export interface DrillOptions {
  readonly databaseUrl: string
  /** Where the backup goes. */
  readonly backupFile: string
  /** Changes before the backup, and after it: those are lost and repeated. */
  readonly before: number
  readonly after: number
  /** Settings of the gateways over the usual ones. */
  readonly environment?: Record<string, string>
}

export interface DrillReport extends DrillCounts {
  /** Changes that were PENDING in the backup: not sent yet, or sent without an answer. */
  readonly pendingInBackup: number
  /** Of the lost ones, those of which ConnectWise had at least a part when they were repeated. */
  readonly deliveredBeforeLoss: number
  readonly output: { readonly backup: string; readonly restore: string }
}

const logDocument = `mutation ($input: LogChangeInput!) {
  logChange(input: $input) { change { id state } userErrors { message } }
}`

/**
 * A restore drill: changes are logged while ConnectWise fails now and then, the database is backed up, more are logged and
 * all are delivered, the gateway is killed, the database is restored, and the callers repeat what was lost with their keys.
 */
export async function runDrill(options: DrillOptions): Promise<DrillReport> {
  const { databaseUrl, backupFile, before, after } = options
  const simulators = await startSimulators({ seed: 1, scale: 0.3, latencyMs: 1, limits: false, portBase: 0 })
  const environment = {
    ...gatewayEnvironment(simulators),
    LOG_LEVEL: 'warn',
    DATABASE_URL: databaseUrl,
    CREDENTIALS_KEYS: randomBytes(32).toString('base64'),
    FIRE_TIMES: JSON.stringify({ ...fireTimes(20).gateway, callsPerSecond: 10_000 }),
    FIRE_DATABASE: 'patient',
    ...options.environment,
  }
  const vendor = createVendorControl<ConnectWiseState>(simulators.connectWise.url)
  const crash = Promise.withResolvers<never>()
  crash.promise.catch(() => undefined)
  const start = () => startReplica(environment, (words) => crash.reject(new Error(`The gateway ended:\n${words}`)))
  let gateway = await start()
  try {
    const [admin, operator] = await Promise.all(
      (['admin', 'operator'] as const).map((role) => fetchToken(simulators.identity.url, { role })),
    )
    await seedTenants({ url: gateway.url, token: admin!, credentials: simulators.connectWise.credentials })
    const plan = planDrill(await vendor.state(), before + after)
    const ask = createGraph(() => gateway.url, operator!)
    const log = (change: DrillChange, by = ask) => by(logDocument, { input: { ...change.input, waitSeconds: 0 } })
    const logAll = (changes: readonly DrillChange[], by = ask) => inLanes(changes, (change) => log(change, by))

    // The last of them meet a ConnectWise that takes nothing, or takes it without an answer: PENDING in the backup.
    const calm = Math.floor(before * 0.8)
    await logAll(plan.slice(0, calm))
    await vendor.fault({ match: 'POST .*notes', times: 3, afterStore: true, reset: true })
    await vendor.fault({ match: 'POST .*(notes|time/entries)', times: -1, status: 503, html: true })
    await logAll(plan.slice(calm, before))
    const backup = await runScript('backup', [backupFile], environment)
    await vendor.clearFaults()

    const lost = plan.slice(before)
    await logAll(lost.slice(0, -8))
    await settle(ask, crash.promise)
    // The last ones are killed on their way.
    await vendor.fault({ match: 'POST .*notes', times: 3, afterStore: true, hang: true })
    await logAll(lost.slice(-8))
    await gateway.close()
    await vendor.clearFaults()
    const atLoss = await vendor.state()
    const restore = await restored(backupFile, environment)
    const pendingInBackup = Number(/PENDING: (\d+)/.exec(restore)?.[1])
    gateway = await start()

    // Another operator repeats some of them.
    const [own, others] = [lost.filter((_, nth) => nth % 3 > 0), lost.filter((_, nth) => nth % 3 === 0)]
    await Promise.all([
      logAll(own),
      logAll(
        others,
        createGraph(() => gateway.url, admin!),
      ),
    ])
    await settle(ask, crash.promise)
    const listed = (await Promise.all(tenants.map((id) => listChanges(ask, id)))).flat()
    return {
      ...checkDrill(plan, await vendor.state(), listed),
      pendingInBackup,
      deliveredBeforeLoss: checkDrill(lost, atLoss, []).delivered,
      output: { backup, restore },
    }
  } finally {
    await gateway.close()
    await simulators.close()
    await rm(backupFile, { force: true })
  }
}

const tenants = ['acme', 'globex']

/** In order on each ticket, several tickets at a time. */
async function inLanes(changes: readonly DrillChange[], log: (change: DrillChange) => Promise<unknown>): Promise<void> {
  const lanes = Map.groupBy(changes, ({ input }) => `${input.tenantId} ${input.ticketId}`)
  const waiting = [...lanes.values()]
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let lane = waiting.shift(); lane; lane = waiting.shift()) for (const change of lane) await log(change)
    }),
  )
}

async function pendingOf(ask: ReturnType<typeof createGraph>) {
  const listed = await Promise.all(tenants.map((id) => listChanges(ask, id)))
  return listed.flat().filter(({ state }) => state === 'PENDING')
}

async function settle(ask: ReturnType<typeof createGraph>, crash: Promise<never>): Promise<void> {
  while ((await Promise.race([pendingOf(ask), crash])).length > 0) await new Promise((done) => setTimeout(done, 100))
}

/** @returns what it printed @throws Error when it fails */
async function runScript(name: string, args: readonly string[], environment: Record<string, string>) {
  const program = startProgram(['--import', './scripts/preload.mjs', `scripts/${name}.ts`, ...args], environment)
  const { code } = await program.ended
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${program.output()}${program.errors()}`)
  return program.output()
}

/** PostgreSQL may take a moment to notice that the gateway is gone. */
async function restored(file: string, environment: Record<string, string>): Promise<string> {
  for (;;) {
    try {
      return await runScript('restore', [file, '--replace'], environment)
    } catch (error) {
      if (!/is in use/.test(String(error))) throw error
    }
  }
}
