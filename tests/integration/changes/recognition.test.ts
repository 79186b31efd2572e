import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { changeFields, type LogChangeAnswer, type LoggedChange } from './change-world.ts'
import { endsOf, referenceOf, startDesk, type Desk } from './desk.ts'

let desk: Desk

beforeAll(async () => {
  desk = await startDesk({ scale: 0.3 })
})
afterAll(() => desk.world.close())
afterEach(() => desk.world.connectWise.clearFaults())

const retryChange = `mutation ($input: RetryChangeInput!) { retryChange(input: $input) {
  change { ${changeFields} } ticket { ticketId status { id } } userErrors { field message code } } }`

/** A ticket that no other test writes on. */
const freshTicket = async () => (await desk.freshTicket()).id

async function retry({ id }: LoggedChange): Promise<LoggedChange> {
  const { body, text } = await desk.world.query<{ retryChange: LogChangeAnswer['logChange'] }>(
    retryChange,
    { input: { changeId: id } },
    { role: 'operator' },
  )
  expect(body.data?.retryChange.userErrors, text).toEqual([])
  return body.data!.retryChange.change!
}

const refusal = { code: 'InvalidObject', message: 'it is invalid', errors: [{ message: 'Not now.' }] }

/** Logs a change of which ConnectWise refuses one step. */
async function failAt(match: string, input: Record<string, unknown>): Promise<LoggedChange> {
  await desk.world.connectWise.fault({ match, times: 1, status: 400, body: refusal })
  const { change } = await desk.log(input)
  expect(change?.state).toBe('FAILED')
  return change!
}

const idsOf = (change: LoggedChange) => change.steps.map(({ vendorId }) => vendorId)

test('a retried change does not take the note of one that speaks of it', async () => {
  const ticketId = await freshTicket()
  const failed = await failAt('POST .*notes', { ticketId, note: 'Moved the fax line.' })
  const { change: other } = await desk.log({ ticketId, note: `Change ${failed.id} failed` })
  const again = await retry(failed)

  expect([again.state, endsOf(again)]).toEqual(['DONE', ['NOTE DONE', 'TIME DONE', 'STATUS SKIPPED']])
  expect(idsOf(again)[0]).not.toBe(idsOf(other!)[0])
  const { notes } = await desk.state()
  expect(notes.filter(({ text }) => text === failed.note)).toMatchObject([{ id: Number(idsOf(again)[0]), ticketId }])
})

test('a retried change does not take the time entry of one that speaks of it', async () => {
  const ticketId = await freshTicket()
  const failed = await failAt('POST .*time/entries', { ticketId, minutes: 45 })
  const { change: other } = await desk.log({ ticketId, note: `About Ref ${referenceOf(failed.id)}`, minutes: 5 })
  const again = await retry(failed)

  expect(again.state).toBe('DONE')
  expect(idsOf(again)[1]).not.toBe(idsOf(other!)[1])
  const { timeEntries } = await desk.state()
  expect(timeEntries.find(({ id }) => String(id) === idsOf(again)[1])).toMatchObject({
    chargeToId: ticketId,
    actualHours: 0.75,
  })
})

test('a retried change sets its status where a person has set another meanwhile', async () => {
  const { id: ticketId, board } = await desk.freshTicket()
  const [, wanted, byHand] = (await desk.statusesOf({ board })).filter(({ closedStatus }) => !closedStatus)
  const failed = await failAt('PATCH ', { ticketId, statusId: wanted!.id })
  await desk.world.connectWise.records('tickets', {
    company: 'acme',
    upsert: { id: ticketId, status: { id: byHand!.id } },
  })
  const again = await retry(failed)

  expect([again.state, again.steps[2]?.attempts]).toEqual(['DONE', 2])
  const { tickets } = await desk.state()
  expect(tickets.find(({ id }) => id === ticketId)?.status.id).toBe(wanted!.id)
})

test.each<[string, (note: string, reference: string) => string]>([
  ['only contains its reference', (_, reference) => `See ${reference}, it did not go through.`],
  ['ends as it does', (note) => `Something else.\n\n${note.split('\n').at(-1)}`],
  ['quotes it', (note) => `${note}\n\n^ this did not arrive`],
])('a change whose note was lost is sent again although a note %s', async (_, write) => {
  const ticketId = await freshTicket()
  const { connectWise } = desk.world
  // Nobody knows whether the note was stored; it was not.
  await connectWise.fault({ match: 'POST .*notes', times: 1, hang: true })
  await connectWise.fault({ match: 'GET .*notes', times: -1, delayMs: 300 })
  const { change: waiting } = await desk.log({ ticketId, idempotencyKey: write.toString(), waitSeconds: 0 })
  const text = write(waiting!.note, referenceOf(waiting!.id))
  await connectWise.records('notes', { company: 'acme', upsert: { ticketId, text, internalAnalysisFlag: true } })
  await expect
    .poll(async () => (await desk.log({ ticketId, idempotencyKey: write.toString() })).change?.state)
    .toBe('DONE')

  const { notes } = await desk.state()
  const ours = notes.filter((note) => note.text === waiting!.note)
  expect(ours).toMatchObject([{ ticketId }])
  const { change: done } = await desk.log({ ticketId, idempotencyKey: write.toString() })
  expect(idsOf(done!)[0]).toBe(String(ours[0]!.id))
})

test('a note that ConnectWise gives back with other line ends is found, and not sent again', async () => {
  const ticketId = await freshTicket()
  const { connectWise } = desk.world
  await connectWise.fault({ match: 'POST .*notes', times: 1, hang: true })
  const input = { ticketId, idempotencyKey: 'other line ends' }
  const { change } = await desk.log({ ...input, waitSeconds: 0 })
  const text = ` ${change!.note.replaceAll('\n', '\r\n')}\r\n`
  await connectWise.records('notes', {
    company: 'acme',
    upsert: {
      ticketId,
      text,
      internalAnalysisFlag: true,
      member: { identifier: change!.memberIdentifier ?? 'rocdesk' },
    },
  })
  await expect.poll(async () => (await desk.log(input)).change?.state).toBe('DONE')

  expect((await desk.delivered(change!.id)).notes).toHaveLength(1)
})
