import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fetchToken } from '../../../simulators/identity/fetch-token.ts'
import { startSimulators, type Simulators } from '../../../simulators/start-simulators.ts'
import { seedTenants } from '../../../scripts/seed-tenants.ts'
import type { ConnectWiseState } from '../../support/connectwise-state.ts'
import { startReplica, type Replica } from '../../support/fire/replica.ts'
import { fireTimes } from '../../support/fire/times.ts'
import { until } from '../../support/program.ts'
import { createVendorControl, type VendorControl } from '../../support/vendor-control.ts'
import { gatewayEnvironment } from '../../support/world.ts'
import { patientTimes, startDesk, type Desk } from '../changes/desk.ts'
import { call, codeOf, createRaw, headersOf, legacyCall, type RawAnswer } from './raw.ts'

const changeOf = ({ body }: RawAnswer) =>
  (body.result?.structuredContent?.['change'] ?? null) as { readonly id: string; readonly state: string } | null

describe('log_change', () => {
  let desk: Desk
  let ask: ReturnType<typeof createRaw>
  const operator = { role: 'operator' } as const

  beforeAll(async () => {
    desk = await startDesk({ changes: patientTimes })
    ask = createRaw(desk.world)
  })
  afterAll(() => desk.world.close())

  const notesOn = async (ticketId: number) =>
    (await desk.state()).notes.filter((note) => note.ticketId === ticketId).map(({ text }) => text)

  test('ten equal calls at once, of both revisions, are one change', async () => {
    const { id } = await desk.freshTicket()
    const before = await notesOn(id)
    const given = { tenant: 'acme', ticketId: id, note: 'Moved a desk phone.', minutes: 15 }
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, nth) =>
        ask((nth % 2 === 0 ? call : legacyCall)('log_change', given), {
          ...operator,
          headers: nth % 2 === 0 ? {} : { 'mcp-protocol-version': '2025-11-25' },
        }),
      ),
    )

    expect(answers.map(codeOf)).toEqual(answers.map(() => null))
    expect(new Set(answers.map((answer) => changeOf(answer)?.id)).size).toBe(1)
    expect((await notesOn(id)).slice(before.length)).toEqual([expect.stringContaining('Moved a desk phone.')])
  })

  test('the same call nine minutes later is the same change, eleven minutes later another', async () => {
    const { id } = await desk.freshTicket()
    const given = { tenant: 'acme', ticketId: id, note: 'Again and again.' }
    const log = async () => changeOf(await ask(call('log_change', given), operator))?.id
    const first = await log()
    await desk.world.advanceClock(9 * 60_000)
    const second = await log()
    await desk.world.advanceClock(2 * 60_000)
    const third = await log()

    expect(first).toMatch(/^acme:/)
    expect(second).toBe(first)
    expect(third).not.toBe(first)
  })

  test('other arguments, and another person with the same, are other changes', async () => {
    const { id } = await desk.freshTicket()
    const given = { tenant: 'acme', ticketId: id, note: 'Rebooted the switch.' }
    const answers = [
      await ask(call('log_change', given), operator),
      await ask(call('log_change', { ...given, minutes: 5 }), operator),
      await ask(call('log_change', given), { role: 'admin' }),
      // The same tenant by its name.
      await ask(call('log_change', { ...given, tenant: 'ACME' }), operator),
    ]
    const [one, two, three, again] = answers.map((answer) => changeOf(answer)?.id)

    expect(new Set([one, two, three]).size).toBe(3)
    expect(again ?? one).toBe(one)
  })

  test('what is wrong with it is a result to act on, and nothing is stored', async () => {
    const before = (await desk.state()).notes.length
    const [nowhere, nobody, nothing] = await Promise.all([
      ask(call('log_change', { tenant: 'acme', ticketId: 2_000_000_000, note: 'x' }), operator),
      ask(call('log_change', { tenant: 'No such tenant', ticketId: 1, note: 'x' }), operator),
      ask(call('log_change', { tenant: 'acme', ticketId: 'seven', note: 'x' }), operator),
    ])

    expect([codeOf(nowhere), codeOf(nothing)]).toEqual(['NOT_FOUND', 'BAD_USER_INPUT'])
    expect(codeOf(nobody)).toMatch(/^(NOT_FOUND|BAD_USER_INPUT)$/)
    expect((await desk.state()).notes).toHaveLength(before)
  })
})

describe('log_change, five times with cut connections and a kill', () => {
  let folder: string
  let simulators: Simulators
  let vendor: VendorControl<ConnectWiseState>
  let gateway: Replica
  const crashes: string[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mcp-once-'))
    simulators = await startSimulators({ seed: 1, scale: 0.1, latencyMs: 0, limits: false, portBase: 0 })
    vendor = createVendorControl<ConnectWiseState>(simulators.connectWise.url)
    const environment = gatewayEnvironment(simulators, { environment: { DATABASE_URL: `file:${folder}/graph.sqlite` } })
    const FIRE_TIMES = JSON.stringify(fireTimes(10).gateway)
    gateway = await startReplica({ ...environment, FIRE_TIMES }, (lastWords) => void crashes.push(lastWords))
    const token = await fetchToken(simulators.identity.url, { role: 'admin' })
    await seedTenants({ url: gateway.url, token, credentials: simulators.connectWise.credentials })
  })
  afterAll(async () => {
    await gateway.close()
    await simulators.close()
    await rm(folder, { recursive: true })
  })

  test('is one note', async () => {
    const acme = async () => (await vendor.state())['acme']!
    const ticket = (await acme()).tickets.find(({ closedFlag }) => !closedFlag)!
    const token = await fetchToken(simulators.identity.url, { role: 'operator' })
    const asked = call('log_change', {
      tenant: 'acme',
      ticketId: ticket.id,
      note: 'Replaced the handset.',
      minutes: 10,
    })
    const notes = async () =>
      (await acme()).notes.filter(({ text }) => text.includes('Replaced the handset.')).map(({ ticketId }) => ticketId)

    /** Sends the call and cuts the connection as soon as the condition holds. */
    async function cutWhen(condition: () => Promise<boolean>): Promise<void> {
      const sent = request(`${gateway.url}/mcp`, {
        method: 'POST',
        headers: { ...headersOf(asked), authorization: `Bearer ${token}` },
      })
      sent.on('error', () => undefined)
      sent.end(JSON.stringify(asked))
      await until(condition)
      sent.destroy()
    }
    // The vendor stores the note and does not answer: whether it is there has to be found out.
    await vendor.fault({ match: 'POST .*/notes', times: 1, hang: true, afterStore: true })
    await cutWhen(async () => (await notes()).length === 1)
    await gateway.kill()
    await cutWhen(async () => true)
    const isKnown = () => gateway.output().split('"path":"/mcp"').length > 1
    await cutWhen(async () => isKnown())
    const ask = createRaw({ url: gateway.url, token: async () => token })
    const fourth = await ask(asked)
    const done = async () => changeOf(await ask(asked))

    await expect.poll(async () => (await done())?.state, { timeout: 90_000 }).toBe('DONE')
    expect((await done())?.id).toBe(changeOf(fourth)?.id)
    expect(await notes()).toEqual([ticket.id])
    expect(crashes).toEqual([])
  }, 120_000)
})
