import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Simulators } from '../../simulators/start-simulators.ts'
import { gatewayEnvironment, startWorldSimulators } from '../../tests/support/world.ts'
import { gatewayFlags } from '../gateway-process.ts'
import { ask } from './ask.ts'
import { dataOf } from './check-answers.ts'
import { worldNow, worldZone } from './documents.ts'
import { signInPeople } from './people.ts'
import { residentMebibytes } from './process-use.ts'
import { startServer, type ServerProcess } from './server-process.ts'

/** 12,000 tickets a year. */
const scale = Number(process.env['PEERS_SCALE'] ?? 10)

/** The simulated vendors, and what starts servers over them. */
export interface PeersWorld {
  readonly simulators: Simulators
  /** `Authorization` of fifty people. */
  readonly people: readonly string[]
  /** Settings of a peer: where it reads its records. */
  readonly source: Record<string, string>
  /** Settings of a gateway, with a database of its own. */
  gatewaySettings(more?: Record<string, string>): Record<string, string>
  /** A gateway with a full copy of the records. */
  startGateway(settings?: Record<string, string>): Promise<ServerProcess>
  close(): Promise<void>
}

export async function startPeersWorld(): Promise<PeersWorld> {
  const simulators = await startWorldSimulators({ scale, now: worldNow, limits: false })
  const people = await signInPeople(simulators)
  const folder = mkdtempSync(join(tmpdir(), 'peers-bench-'))
  let databases = 0

  function gatewaySettings(more: Record<string, string> = {}) {
    const environment = {
      // As it is by default, not as tests have it: a line per request is a part of what an answer costs.
      LOG_LEVEL: undefined,
      DATABASE_URL: `file:${join(folder, `${++databases}.sqlite`)}`,
      ...more,
    }
    return {
      ...gatewayEnvironment(simulators, { timeZone: worldZone, sync: true, environment }),
      BENCH_NOW: String(Date.parse(worldNow)),
    }
  }

  return {
    simulators,
    people,
    source: { PEER_SOURCE: JSON.stringify(sourceOf(simulators)) },
    gatewaySettings,
    async startGateway(settings) {
      const gateway = await startServer('gateway.ts', gatewaySettings(settings), gatewayFlags)
      const before = residentMebibytes(gateway.pid)
      await waitUntilLoaded(gateway.url, people[0] ?? '')
      return { ...gateway, recordsMebibytes: residentMebibytes(gateway.pid) - before }
    },
    async close() {
      await simulators.close()
      rmSync(folder, { recursive: true })
    },
  }
}

function sourceOf({ autotask }: Simulators) {
  const of = (name: string) => autotask.environment[`AUTOTASK_${name}`] ?? ''
  return {
    url: of('DISCOVERY_URL'),
    headers: {
      UserName: of('USERNAME'),
      Secret: of('SECRET'),
      ApiIntegrationCode: of('INTEGRATION_CODE'),
    },
    queueId: Number(of('ROC_BOARD_ID')),
    timeZone: worldZone,
  }
}

const copies = JSON.stringify({
  query: '{ activitySummary { totalTickets hoursLogged } vendorStatus { vendor collections { complete } } }',
})

interface Copies {
  readonly vendorStatus: { vendor: string; collections: { complete: boolean }[] }[]
}

/** Waits until a gateway has a full copy of Autotask’s records. */
async function waitUntilLoaded(url: string, authorization: string): Promise<void> {
  for (;;) {
    const { vendorStatus } = dataOf(await ask(url, authorization, copies)) as Copies
    const collections = vendorStatus.find(({ vendor }) => vendor === 'AUTOTASK')?.collections ?? []
    if (collections.length > 0 && collections.every(({ complete }) => complete)) return
    await sleep(250)
  }
}
