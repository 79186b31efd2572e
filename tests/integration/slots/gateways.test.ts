import { afterEach, describe, expect, test } from 'vitest'
import { startGatewayProcess, type GatewayProcess } from '../../../bench/planner/gateway-process.ts'
import type { Simulators } from '../../../simulators/start-simulators.ts'
import { sharedPlaces, type SharedPlace } from '../../support/shared-places.ts'
import { createVendorControl, type VendorControl } from '../../support/vendor-control.ts'
import { startGateway, startWorldSimulators, type Gateway } from '../../support/world.ts'

/** Questions that no one has asked before: each costs calls of several of Autotask's entities. */
function* newQuestions() {
  for (let day = 1; ; day++) {
    const from = new Date(Date.parse('2025-06-01') + day * 86_400_000).toISOString().slice(0, 10)
    yield `{ tickets(range: { from: "${from}", to: "2026-03-17" }) { totalCount nodes { hoursLogged company { name } } } }`
  }
}

const shared = '{ vendorStatus { vendor calls { shared } } }'

describe.each(sharedPlaces)('gateways that share slots through $name', ({ open }) => {
  let place: SharedPlace
  let simulators: Simulators
  let gateways: Gateway[] = []
  let dying: GatewayProcess | null = null
  let autotask: VendorControl<unknown>

  async function start(count: number, latencyMs: number) {
    place = await open()
    simulators = await startWorldSimulators({ limits: true, latencyMs })
    autotask = createVendorControl(simulators.autotask.url)
    gateways = await Promise.all(
      Array.from({ length: count }, () => startGateway(simulators, { environment: place.environment })),
    )
  }
  afterEach(async () => {
    await dying?.kill()
    dying = null
    await Promise.all(gateways.map((gateway) => gateway.close()))
    await simulators.close()
    await place.close()
  })

  const isShared = async ({ data }: Gateway) => {
    const { vendorStatus } = await data<{ vendorStatus: { vendor: string; calls: { shared: boolean } | null }[] }>(
      shared,
    )
    return vendorStatus.find(({ vendor }) => vendor === 'AUTOTASK')?.calls?.shared
  }
  const running = async (gateway: GatewayProcess) => {
    const { data } = await gateway.ask('{ vendorStatus { calls { running } } }')
    const { vendorStatus } = data as { vendorStatus: { calls: { running: number } | null }[] }
    return vendorStatus[0]?.calls?.running
  }
  const refused = async () => (await autotask.requests()).filter(({ status }) => status === 429).length

  test('stay within the threads of one account together', async () => {
    await start(3, 60)
    const questions = newQuestions()
    const answers = await Promise.all(
      gateways.flatMap((gateway) => Array.from({ length: 8 }, () => gateway.query(questions.next().value ?? ''))),
    )
    expect(answers.flatMap(({ body }) => (body.errors ?? []).map(({ message }) => message))).toEqual([])
    expect(await refused()).toBe(0)
    expect(await Promise.all(gateways.map(isShared))).toEqual([true, true, true])
  })

  test('answer on while the store is away, each within the limits by itself, and say so', async () => {
    await start(2, 30)
    const questions = newQuestions()
    const askAll = () => Promise.all(gateways.map((gateway) => gateway.query(questions.next().value ?? '')))
    const answers = await askAll()
    await place.stop()
    for (let round = 0; round < 10; round++) answers.push(...(await askAll()))
    expect(await Promise.all(gateways.map(isShared))).toEqual([false, false])
    await place.start()
    for (const gateway of gateways) await expect.poll(() => isShared(gateway), { interval: 200 }).toBe(true)
    answers.push(...(await askAll()))
    expect(answers.flatMap(({ body }) => (body.errors ?? []).map(({ message }) => message))).toEqual([])
  })

  // Within the lease of slots, which their contract tests by a clock; a call waits for its slot for as long as its timeout.
  test('get the slots of one that dies', async () => {
    await start(1, 0)
    await autotask.fault({ match: 'Tickets/query', hang: true, times: 3 })
    const killed = await startGatewayProcess(simulators, { ...place.environment, SYNC_MONTHS: '0' })
    dying = killed
    const questions = newQuestions()
    const asked = Array.from({ length: 3 }, () => killed.ask(questions.next().value ?? '').catch(() => null))
    await expect.poll(() => running(killed), { interval: 500 }).toBeGreaterThanOrEqual(3)
    await killed.kill()
    await Promise.all(asked)
    // The gateway that lives may have loaded tickets in the meantime, so that a fault is left.
    await autotask.clearFaults()
    const [gateway] = gateways
    const answer = await gateway?.query(questions.next().value ?? '')
    expect(answer?.body.errors).toBe(undefined)
    expect(answer?.headers.get('x-vendor-calls')).not.toBe('0')
  })
})
