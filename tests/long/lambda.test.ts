import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { logChange, type LogChangeAnswer } from '../integration/changes/change-world.ts'
import { startLambdaWorld, type LambdaWorld } from '../support/lambda/lambda-world.ts'

/* The function of the zip in trouble: a ConnectWise that fails, environments that are killed in the middle of anything. */

const changes = 24
const kills = 8

let world: LambdaWorld
beforeAll(async () => {
  world = await startLambdaWorld({ tenants: true })
})
afterAll(() => world.close())

interface Company {
  tickets: { id: number; closedFlag: boolean }[]
  notes: { text: string }[]
  timeEntries: { notes: string | null }[]
}

const acme = async () => ((await world.connectWise.state()) as unknown as Record<string, Company>)['acme']!

test('delivers each change once, however environments end and ConnectWise answers', async () => {
  const open = (await acme()).tickets.filter(({ closedFlag }) => !closedFlag).map(({ id }) => id)
  const trouble = { times: -1, probability: 0.15 }
  await world.connectWise.fault({ ...trouble, match: 'POST ', status: 500 })
  await world.connectWise.fault({ ...trouble, match: 'POST ', reset: true, afterStore: true })
  await world.connectWise.fault({ ...trouble, match: 'GET ', status: 503 })
  const inputs = Array.from({ length: changes }, (_, at) => ({
    tenantId: 'acme',
    ticketId: open[at % 8],
    idempotencyKey: randomUUID(),
    note: `Patched port ${randomUUID()}`,
    minutes: 5,
    waitSeconds: 0,
  }))

  /** Until it is known to be stored: an environment that was killed answers with 502. */
  async function log(input: object): Promise<string> {
    for (;;) {
      const { body } = await world.query<LogChangeAnswer>(logChange, { input }, { role: 'operator' })
      const id = body.data?.logChange?.change?.id
      if (id !== undefined) return id
      await sleep(50)
    }
  }
  const logging = Promise.all(inputs.map(log))
  for (let kill = 0; kill < kills; kill++) {
    await Promise.race([world.schedule(), world.schedule(), sleep(500 + kill * 250)])
    await world.lambda.killAll()
  }
  const ids = await logging
  await world.connectWise.clearFaults()

  const pending = async () => {
    const document = 'query ($id: ID!) { change(id: $id) { state } }'
    const states = await Promise.all(
      ids.map((id) => world.query<{ change: { state: string } }>(document, { id }, { role: 'operator' })),
    )
    return states.filter(({ body }) => body.data?.change.state !== 'DONE').length
  }
  while ((await pending()) > 0) {
    await Promise.all([world.schedule(), world.schedule()])
    await sleep(1_000)
  }

  const { notes, timeEntries } = await acme()
  for (const { note } of inputs) {
    expect([
      notes.filter(({ text }) => text.includes(note)).length,
      timeEntries.filter((entry) => entry.notes?.includes(note)).length,
    ]).toEqual([1, 1])
  }
})
