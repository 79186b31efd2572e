import { randomUUID } from 'node:crypto'
import { getNamedType, type GraphQLObjectType } from 'graphql'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { roots } from '../../security/schema-walk.ts'
import type { WireStatus, WireTicket } from '../../support/connectwise-state.ts'
import type { Caller } from '../../support/world.ts'
import { patientTimes, startDesk, type Desk } from './desk.ts'

let desk: Desk
let ticket: WireTicket
let statuses: WireStatus[]

beforeAll(async () => {
  desk = await startDesk({ changes: patientTimes })
  ticket = await desk.ticketOn('Voice')
  statuses = await desk.statusesOf(ticket)
})
afterAll(() => desk.world.close())
afterEach(() => desk.world.connectWise.clearFaults())

interface Payload {
  change?: { id: string; state: string; ticketId: number; tenantId: string } | null
  ticket: { ticketId: number; status: { id: number } } | null
  userErrors: { field: string[] | null; message: string; code: string }[]
}

const mutations = {
  addConnectWiseNote: 'AddConnectWiseNoteInput',
  addConnectWiseTimeEntry: 'AddConnectWiseTimeEntryInput',
  updateConnectWiseStatus: 'UpdateConnectWiseStatusInput',
} as const
type Mutation = keyof typeof mutations

async function ask(mutation: Mutation, input: Record<string, unknown>, caller: Caller = { role: 'operator' }) {
  const document = `mutation ($input: ${mutations[mutation]}!) { payload: ${mutation}(input: $input) {
    ticket { ticketId status { id } } userErrors { field message code } } }`
  const usual = { tenantId: 'acme', ticketId: ticket.id }
  const { body } = await desk.world.query<{ payload: Payload | null }>(
    document,
    { input: { ...usual, ...input } },
    caller,
  )
  return { ...body.data?.payload, errors: body.errors }
}

/** What a mutation takes besides tenant and ticket, all of it in order. */
const goodInput = (mutation: Mutation): Record<string, unknown> =>
  ({
    addConnectWiseNote: { idempotencyKey: randomUUID(), text: 'Called back.' },
    addConnectWiseTimeEntry: { idempotencyKey: randomUUID(), minutes: 20 },
    updateConnectWiseStatus: { statusId: statuses[0]!.id },
  })[mutation]

/** What acme's ConnectWise has got more of while something was done. */
async function added(doing: () => Promise<unknown>) {
  const before = await desk.state()
  await doing()
  const after = await desk.state()
  return {
    notes: after.notes.slice(before.notes.length),
    timeEntries: after.timeEntries.slice(before.timeEntries.length),
  }
}

const writes = async () => (await desk.world.connectWise.requests()).filter(({ method }) => method !== 'GET')

describe('addConnectWiseNote', () => {
  test.each([
    ['for the provider alone unless told otherwise', {}, true],
    ['for the provider alone', { internal: true }, true],
    ['for the customer too', { internal: false }, false],
  ])('adds one note %s', async (_, input, internal) => {
    const { notes, timeEntries } = await added(async () => {
      expect(await ask('addConnectWiseNote', { ...goodInput('addConnectWiseNote'), ...input })).toMatchObject({
        ticket: { ticketId: ticket.id },
        userErrors: [],
      })
    })

    expect(notes).toMatchObject([
      {
        ticketId: ticket.id,
        text: expect.stringMatching(/^Called back\.\n\nLogged by Priya Raman · Ref [0-9A-Z]{10}$/) as string,
        internalAnalysisFlag: internal,
        detailDescriptionFlag: !internal,
      },
    ])
    expect(timeEntries).toEqual([])
  })

  test('twice with one key is one note, and with that key no other is taken', async () => {
    const input = { idempotencyKey: randomUUID(), text: 'Once.' }
    const { notes } = await added(async () => {
      for (let times = 0; times < 2; times++) expect((await ask('addConnectWiseNote', input)).userErrors).toEqual([])
      const others = [{ text: 'Twice.' }, { internal: false }]
      for (const other of others) {
        expect((await ask('addConnectWiseNote', { ...input, ...other })).userErrors).toMatchObject([
          { field: ['idempotencyKey'], code: 'IDEMPOTENCY_KEY_REUSED' },
        ])
      }
    })

    expect(notes).toHaveLength(1)
  })

  test('whose answer was lost is there once', async () => {
    await desk.world.connectWise.fault({ match: 'POST .*notes', times: 1, afterStore: true, reset: true })
    const { notes } = await added(async () => {
      expect((await ask('addConnectWiseNote', goodInput('addConnectWiseNote'))).userErrors).toEqual([])
    })

    expect(notes).toHaveLength(1)
  })
})

describe('addConnectWiseTimeEntry', () => {
  test('adds one time entry', async () => {
    const { notes, timeEntries } = await added(async () => {
      const input = { idempotencyKey: randomUUID(), minutes: 20, notes: 'Traced a call.', memberIdentifier: 'rocdesk' }
      expect(await ask('addConnectWiseTimeEntry', input)).toMatchObject({
        ticket: { ticketId: ticket.id },
        userErrors: [],
      })
    })

    expect(timeEntries).toMatchObject([
      {
        chargeToId: ticket.id,
        chargeToType: 'ServiceTicket',
        actualHours: 0.33,
        member: { identifier: 'rocdesk' },
        notes: expect.stringMatching(/^Traced a call\.\nPriya Raman · Ref [0-9A-Z]{10}$/) as string,
      },
    ])
    expect(notes).toEqual([])
  })

  test('twice with one key is one time entry, and with other minutes is refused', async () => {
    const input = { idempotencyKey: randomUUID(), minutes: 1 }
    const { timeEntries } = await added(async () => {
      for (let times = 0; times < 2; times++) {
        expect((await ask('addConnectWiseTimeEntry', input)).userErrors).toEqual([])
      }
      expect((await ask('addConnectWiseTimeEntry', { ...input, minutes: 2 })).userErrors).toMatchObject([
        { field: ['idempotencyKey'], code: 'IDEMPOTENCY_KEY_REUSED' },
      ])
    })

    expect(timeEntries).toMatchObject([{ actualHours: 0.02 }])
  })

  test('says what ConnectWise refused it for', async () => {
    const input = { ...goodInput('addConnectWiseTimeEntry'), memberIdentifier: 'nobody.here' }
    const { timeEntries } = await added(async () => {
      expect((await ask('addConnectWiseTimeEntry', input)).userErrors).toEqual([
        {
          field: null,
          code: 'REFUSED',
          message: expect.stringMatching(/^ConnectWise refused it: .*nobody\.here/) as string,
        },
      ])
    })

    expect(timeEntries).toEqual([])
  })
})

describe('updateConnectWiseStatus', () => {
  test('sets a status of the ticket’s own board, and nothing else', async () => {
    const status = statuses.findLast(({ closedStatus }) => !closedStatus)!
    await desk.world.connectWise.clearRequests()
    const { notes, timeEntries } = await added(async () => {
      expect(await ask('updateConnectWiseStatus', { statusId: status.id })).toMatchObject({
        ticket: { ticketId: ticket.id, status: { id: status.id } },
        userErrors: [],
      })
    })

    const held = (await desk.state()).tickets.find(({ id }) => id === ticket.id)
    expect([held?.status.id, notes, timeEntries]).toEqual([status.id, [], []])
    expect((await writes()).map(({ method, body }) => [method, body])).toEqual([
      ['PATCH', [{ op: 'replace', path: 'status', value: { id: status.id } }]],
    ])
  })

  test('refuses a status of another board with the board’s own listed', async () => {
    const { statuses: all } = await desk.state()
    const foreign = all.find(({ board }) => board.id !== ticket.board.id)!
    await desk.world.connectWise.clearRequests()
    const { userErrors } = await ask('updateConnectWiseStatus', { statusId: foreign.id })

    const own = statuses.map(({ id, name }) => `${id} ${name}`).join(', ')
    expect(userErrors).toEqual([
      {
        field: ['statusId'],
        code: 'BAD_USER_INPUT',
        message: `The ticket cannot have the status ${foreign.id}. The board Voice has: ${own}.`,
      },
    ])
    expect(await writes()).toEqual([])
  })

  test('lists the board’s own also where only ConnectWise noticed', async () => {
    const { statuses: all } = await desk.state()
    const foreign = all.find(({ board }) => board.id !== ticket.board.id)!
    await desk.world.connectWise.fault({ match: 'GET .*/statuses', times: 1, hang: true })
    const { userErrors } = await ask('updateConnectWiseStatus', { statusId: foreign.id })

    const own = statuses.map(({ id, name }) => `${id} ${name}`).join(', ')
    const words = `Service Status ${foreign.id} not found for Service Board ${ticket.board.id}.`
    const message = `ConnectWise refused it: ${words} The board Voice has: ${own}.`
    expect(userErrors).toEqual([{ field: null, code: 'REFUSED', message }])
  })
})

describe('an idempotency key of updateConnectWiseStatus', () => {
  const withChange = async (input: Record<string, unknown>) => {
    const { body } = await desk.world.query<{ payload: Payload }>(
      `mutation ($input: UpdateConnectWiseStatusInput!) { payload: updateConnectWiseStatus(input: $input) {
        change { id state ticketId tenantId } ticket { ticketId status { id } } userErrors { field message code } } }`,
      { input: { tenantId: 'acme', ticketId: ticket.id, ...input } },
      { role: 'operator' },
    )
    return body.data!.payload
  }
  /** Two open statuses of the board, so that the second is a change of the first. */
  const openStatuses = () =>
    statuses.filter(({ closedStatus }) => !closedStatus).slice(0, 2) as [WireStatus, WireStatus]

  test('makes two calls one write and one change', async () => {
    const [one, other] = openStatuses()
    await withChange({ statusId: other.id })
    await desk.world.connectWise.clearRequests()
    const input = { statusId: one.id, idempotencyKey: randomUUID() }
    const [first, again] = [await withChange(input), await withChange(input)]

    expect(first).toMatchObject({
      change: { state: 'DONE', tenantId: 'acme', ticketId: ticket.id },
      ticket: { status: { id: one.id } },
      userErrors: [],
    })
    expect(again.change).toEqual(first.change)
    expect((await writes()).map(({ method }) => method)).toEqual(['PATCH'])
  })

  test('makes one write of calls that come at once', async () => {
    const [one, other] = openStatuses()
    await withChange({ statusId: one.id })
    await desk.world.connectWise.clearRequests()
    const input = { statusId: other.id, idempotencyKey: randomUUID() }
    const payloads = await Promise.all([1, 2, 3].map(() => withChange(input)))

    expect(new Set(payloads.map(({ change }) => change?.id)).size).toBe(1)
    expect((await writes()).map(({ method }) => method)).toEqual(['PATCH'])
  })

  test('is refused with another status, on another ticket and with another mutation, and nothing leaves', async () => {
    const [one, other] = openStatuses()
    const idempotencyKey = randomUUID()
    await withChange({ statusId: one.id, idempotencyKey })
    await desk.world.connectWise.clearRequests()
    const refusal = { change: null, userErrors: [{ field: ['idempotencyKey'], code: 'IDEMPOTENCY_KEY_REUSED' }] }

    expect(await withChange({ statusId: other.id, idempotencyKey })).toMatchObject(refusal)
    expect(await withChange({ statusId: one.id, ticketId: ticket.id + 1, idempotencyKey })).toMatchObject(refusal)
    expect((await ask('addConnectWiseNote', { text: 'Called back.', idempotencyKey })).userErrors).toMatchObject(
      refusal.userErrors,
    )
    expect(await writes()).toEqual([])
  })

  test('left out makes each call a change of its own', async () => {
    const [one, other] = openStatuses()
    const payloads = [await withChange({ statusId: other.id }), await withChange({ statusId: one.id })]

    expect(new Set(payloads.map(({ change }) => change?.id)).size).toBe(2)
    expect(payloads.map(({ change }) => change?.state)).toEqual(['DONE', 'DONE'])
  })
})

test('every mutation that writes to a ticket has the change in its payload', () => {
  const payloads = roots
    .filter(({ kind, name }) => kind === 'mutation' && /ConnectWise(Note|TimeEntry|Status)$|Change$/.test(name))
    .map(({ name, field }) => ({ name, type: getNamedType(field.type) as GraphQLObjectType }))

  expect(payloads.map(({ name }) => name)).toEqual([
    'logChange',
    'retryChange',
    'cancelChange',
    'addConnectWiseNote',
    'addConnectWiseTimeEntry',
    'updateConnectWiseStatus',
  ])
  expect(payloads.map(({ type }) => String(type.getFields()['change']?.type))).toEqual(payloads.map(() => 'Change'))
})

test.each([
  ['a note without a text', 'addConnectWiseNote', { text: ' \n' }, ['text']],
  ['a note of too many characters', 'addConnectWiseNote', { text: 'x'.repeat(10_001) }, ['text']],
  ['a note without a key', 'addConnectWiseNote', { idempotencyKey: '' }, ['idempotencyKey']],
  ['a note on ticket 0', 'addConnectWiseNote', { ticketId: 0 }, ['ticketId']],
  ['time of no minutes', 'addConnectWiseTimeEntry', { minutes: 0 }, ['minutes']],
  ['time of more than a day', 'addConnectWiseTimeEntry', { minutes: 1_441 }, ['minutes']],
  ['time with too much to say', 'addConnectWiseTimeEntry', { notes: 'x'.repeat(10_001) }, ['notes']],
  ['time of what is no member', 'addConnectWiseTimeEntry', { memberIdentifier: "o'neill" }, ['memberIdentifier']],
  ['time with too long a key', 'addConnectWiseTimeEntry', { idempotencyKey: 'k'.repeat(201) }, ['idempotencyKey']],
  ['the status 0', 'updateConnectWiseStatus', { statusId: 0 }, ['statusId']],
  ['a status on ticket -1', 'updateConnectWiseStatus', { ticketId: -1 }, ['ticketId']],
] as const)('%s is refused at its field, and nothing leaves', async (_, mutation, wrong, field) => {
  await desk.world.connectWise.clearRequests()

  expect(await ask(mutation, { ...goodInput(mutation), ...wrong })).toEqual({
    ticket: null,
    userErrors: [{ field, code: 'BAD_USER_INPUT', message: expect.any(String) as string }],
  })
  expect(await desk.world.connectWise.requests()).toEqual([])
})

describe.each(['addConnectWiseNote', 'addConnectWiseTimeEntry', 'updateConnectWiseStatus'] as const)(
  '%s',
  (mutation) => {
    test('says that a ticket or a tenant is not there', async () => {
      for (const [field, wrong] of [
        ['ticketId', { ticketId: 2_000_000_000 }],
        ['tenantId', { tenantId: 'nowhere' }],
      ] as const) {
        expect(await ask(mutation, { ...goodInput(mutation), ...wrong })).toMatchObject({
          ticket: null,
          userErrors: [{ field: [field], code: 'NOT_FOUND' }],
        })
      }
    })

    test('is forbidden to acme’s operator on globex, and to viewers, with no call leaving', async () => {
      const token = await desk.world.token('operator', 'acme')
      await desk.world.connectWise.clearRequests()
      const globex = await ask(mutation, { ...goodInput(mutation), tenantId: 'globex' }, { token })
      const viewer = await ask(mutation, goodInput(mutation), { role: 'viewer' })

      for (const { errors } of [globex, viewer]) expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN')
      expect(await desk.world.connectWise.requests()).toEqual([])
      expect((await ask(mutation, goodInput(mutation), { token })).userErrors).toEqual([])
    })

    test('is FEATURE_DISABLED where the feature is off, with no call leaving', async () => {
      await desk.world.connectWise.clearRequests()
      const { errors } = await ask(mutation, { ...goodInput(mutation), tenantId: 'initech' })

      expect(errors?.[0]?.extensions.code).toBe('FEATURE_DISABLED')
      expect(await desk.world.connectWise.requests()).toEqual([])
    })
  },
)
