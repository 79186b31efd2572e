import { afterAll, beforeAll, expect, test } from 'vitest'
import { patientTimes, referenceOf, startDesk, type Desk } from './desk.ts'

let desk: Desk
let ticketId: number

beforeAll(async () => {
  desk = await startDesk({ changes: { ...patientTimes, waitMs: 0 } })
  ticketId = (await desk.ticketOn('Voice')).id
})
afterAll(() => desk.world.close())

/** The samples of `/metrics` whose name begins so, by name and labels. */
async function samples(name: string): Promise<Record<string, number>> {
  const text = await (await fetch(`${desk.world.url}/metrics`)).text()
  const lines = text.split('\n').filter((line) => line.startsWith(name))
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]))
}

const pending = async () => (await samples('gateway_changes_pending'))['gateway_changes_pending']
const deliveries = () => samples('gateway_change_deliveries_total')
const label = (step: string, outcome: string) => `gateway_change_deliveries_total{step="${step}",outcome="${outcome}"}`

async function setFeature(enabled: boolean) {
  const document =
    'mutation ($input: SetFeatureFlagInput!) { setFeatureFlag(input: $input) { userErrors { message } } }'
  const input = { key: 'connectwise_integration', tenantId: 'acme', enabled }
  const { body } = await desk.world.query(document, { input }, { role: 'admin' })
  expect(body.data).toEqual({ setFeatureFlag: { userErrors: [] } })
}

test('/metrics counts what waits and how each step went on, and names nobody', async () => {
  expect([await pending(), await deliveries()]).toEqual([0, {}])

  // A note whose answer is lost, and a time entry that is refused: FAILED waits no more.
  const { connectWise } = desk.world
  await connectWise.fault({ match: 'POST .*notes', times: 1, afterStore: true, reset: true })
  const body = { code: 'InvalidObject', message: 'timeEntry object is invalid' }
  await connectWise.fault({ match: 'POST .*time/entries', times: 1, status: 400, body })
  const { change } = await desk.log({ ticketId })
  await expect.poll(deliveries).toEqual({
    [label('NOTE', 'unknown')]: 1,
    [label('NOTE', 'found')]: 1,
    [label('TIME', 'refused')]: 1,
  })
  await expect.poll(pending).toBe(0)

  // A note that is not there and has to be sent again.
  await connectWise.fault({ match: 'POST .*notes', times: 1, status: 500 })
  await desk.log({ ticketId, minutes: 0 })
  await expect.poll(async () => (await deliveries())[label('NOTE', 'stored')]).toBe(1)
  await expect.poll(pending).toBe(0)

  // Three that ConnectWise cannot be asked about: what is switched off goes on waiting.
  await connectWise.fault({ match: 'GET .*tickets', times: -1, status: 503 })
  for (let n = 0; n < 3; n++) await desk.log({ ticketId, minutes: 0, waitSeconds: 0 })
  await setFeature(false)
  await connectWise.clearFaults()
  await expect.poll(pending).toBe(3)
  await setFeature(true)
  await expect.poll(pending).toBe(0)
  expect(await deliveries()).toEqual({
    [label('NOTE', 'unknown')]: 2,
    [label('NOTE', 'found')]: 1,
    [label('NOTE', 'absent')]: 1,
    [label('NOTE', 'stored')]: 4,
    [label('TIME', 'refused')]: 1,
  })

  const names = Object.keys(await samples('gateway_')).join('\n')
  for (const word of [referenceOf(change!.id), String(ticketId), 'Priya', 'acme']) expect(names).not.toContain(word)
})
