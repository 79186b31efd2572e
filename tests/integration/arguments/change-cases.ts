import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { World } from '../../support/world.ts'
import type { DeskState } from '../changes/desk.ts'
import type { CallField } from './call-field.ts'
import type { Arguments, FieldCase, Outcome } from './compare.ts'

const changeFields = `{ tenantId ticketId kind note minutes statusId memberIdentifier state cancelledBy
  steps { kind state reason } }`
const payload = `{ change ${changeFields} userErrors { field code message } }`

/** How every argument of what writes to ConnectWise is looked at: by what is answered, and by what ConnectWise has then. */
export async function createChangeCases(world: World, call: CallField): Promise<Record<string, FieldCase>> {
  const acme = async () => (await world.connectWise.state())['acme'] as DeskState
  const { tickets, statuses, members } = await acme()
  const [ticket, other] = tickets.filter(({ closedFlag }) => !closedFlag)
  const [status, otherStatus] = statuses.filter(({ board, inactive }) => board.id === ticket?.board.id && !inactive)
  const member = members[2]?.identifier
  if (!ticket || !other || !status || !otherStatus || !member) throw new Error('There is too little in ConnectWise.')

  const mutate = (field: string, selection: string, args: Arguments) =>
    call({ field: `Mutation.${field}`, selection, role: 'operator' }, args)

  /** The answer to a mutation, and what ConnectWise has got by it. */
  const written =
    (field: string, selection: string) =>
    async ({ input }: Arguments): Promise<Outcome> => {
      const before = await acme()
      const { data, errors } = await mutate(field, selection, {
        input: { idempotencyKey: randomUUID(), ...(input as Arguments) },
      })
      const after = await acme()
      const added = {
        notes: after.notes.slice(before.notes.length).map((note) => ({ ...note, id: 0, dateCreated: '', _info: null })),
        hours: after.timeEntries
          .slice(before.timeEntries.length)
          .map(({ chargeToId, actualHours, notes, member }) => ({ chargeToId, actualHours, notes, member })),
        status: after.tickets.find(({ id }) => id === ticket.id)?.status.id,
      }
      return { data: withoutReferences({ data, added }), errors }
    }

  /** How many changes acme has more after a mutation: none, if it was one that was logged before. */
  const counted =
    (field: string) =>
    async (args: Arguments): Promise<Outcome> => {
      const count = async () =>
        JSON.stringify(
          await call(
            {
              field: 'ConnectWise.changes',
              selection: '{ totalCount }',
              role: 'operator',
              inside: (inner) => `tenant(id: "acme") { connectWise { ${inner} } }`,
            },
            {},
          ),
        ).match(/"totalCount":(\d+)/)?.[1]
      const before = Number(await count())
      const { errors } = await mutate(field, '{ userErrors { code } }', args)
      return { data: Number(await count()) - before, errors }
    }
  const keyOf = async (field: string, input: Arguments) => {
    const idempotencyKey = randomUUID()
    await mutate(field, '{ userErrors { code } }', { input: { ...input, idempotencyKey } })
    return { with: { input: { idempotencyKey } }, to: [randomUUID()], observe: counted(field) }
  }

  const place = { tenantId: 'acme', ticketId: ticket.id }
  const places = { tenantId: { to: ['globex'] }, ticketId: { to: [other.id] } }
  const details = { kind: 'DID_CREATED', subject: '+1 555 0100', fields: [{ name: 'To', before: '1', after: '2' }] }
  const changed = { with: { input: { change: details } } }
  const logged = { ...place, note: 'Moved a desk phone.', minutes: 10 }
  const text = { ...place, text: 'Called back.' }
  const time = { ...place, minutes: 20 }
  const set = { ...place, statusId: status.id }
  const ticketPayload = `{ change ${changeFields} ticket { ticketId status { id } } userErrors { field code message } }`
  return {
    'Mutation.logChange': {
      usual: { input: logged },
      observe: written('logChange', payload),
      of: {
        ...places,
        idempotencyKey: await keyOf('logChange', logged),
        note: { to: ['Moved another one.', null], with: changed.with },
        'change.kind': changed,
        'change.subject': { ...changed, to: ['+1 555 0199'] },
        'change.fields.name': { ...changed, to: ['From'] },
        'change.fields.before': { ...changed, to: ['3', null] },
        'change.fields.after': { ...changed, to: ['3', null] },
        minutes: { to: [25, 0, null] },
        statusId: { to: [status.id, otherStatus.id], with: { input: { statusId: null } } },
        memberIdentifier: { to: [member] },
        waitSeconds: {
          to: [0],
          observe: (args) => slowly(world, () => written('logChange', '{ change { state } }')(args)),
        },
      },
    },
    'Mutation.addConnectWiseNote': {
      usual: { input: text },
      observe: written('addConnectWiseNote', ticketPayload),
      of: { ...places, idempotencyKey: await keyOf('addConnectWiseNote', text), text: { to: ['Called again.'] } },
    },
    'Mutation.addConnectWiseTimeEntry': {
      usual: { input: time },
      observe: written('addConnectWiseTimeEntry', ticketPayload),
      of: {
        ...places,
        idempotencyKey: await keyOf('addConnectWiseTimeEntry', time),
        minutes: { to: [45] },
        notes: { to: ['On the phone.'] },
        memberIdentifier: { to: [member] },
      },
    },
    'Mutation.updateConnectWiseStatus': {
      usual: { input: set },
      observe: written('updateConnectWiseStatus', ticketPayload),
      of: {
        ...places,
        statusId: { to: [otherStatus.id, 999_999] },
        idempotencyKey: await keyOf('updateConnectWiseStatus', set),
      },
    },
    ...(await createDeliveryCases(world, call, place)),
  }
}

/** What is random in a text: references of changes, and ids of what was written. */
function withoutReferences(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(/\b[0-9A-Z]{10}\b/g, 'REFERENCE')) as unknown
}

/** With a ConnectWise that takes its time: whether a caller waits for it decides what is answered. */
async function slowly<Result>(world: World, act: () => Promise<Result>): Promise<Result> {
  await world.connectWise.fault({ match: 'POST .*notes', delayMs: 400, times: -1 })
  try {
    return await act()
  } finally {
    // Until what is under way has arrived, and would be counted to the next.
    await sleep(1_000)
    await world.connectWise.clearFaults()
  }
}

/** Retrying and cancelling, of changes that ConnectWise has refused or does not take. */
async function createDeliveryCases(
  world: World,
  call: CallField,
  place: Arguments,
): Promise<Record<string, FieldCase>> {
  const ask = (field: string, selection: string, input: Arguments) =>
    call({ field: `Mutation.${field}`, selection, role: 'operator' }, { input })
  async function log(fault: object | null, input: Arguments = {}): Promise<string> {
    if (fault) await world.connectWise.fault({ match: 'POST .*notes', times: 1, ...fault })
    const { data } = await ask('logChange', '{ change { id } }', {
      ...place,
      idempotencyKey: randomUUID(),
      note: 'Moved a desk phone.',
      minutes: 0,
      ...input,
    })
    return JSON.stringify(data).match(/"id":"([^"]+)"/)?.[1] ?? ''
  }
  const refused = () => log({ status: 400, body: { code: 'InvalidObject', message: 'not this one' } })
  const hanging = () => log({ hang: true, afterStore: true }, { waitSeconds: 0 })
  const states = '{ change { state } userErrors { code } }'
  const done = { input: { changeId: await log(null) } }

  return {
    'Mutation.retryChange': {
      usual: done,
      observe: ({ input }) => ask('retryChange', states, input as Arguments),
      of: {
        changeId: { to: [await refused()] },
        waitSeconds: {
          to: [0],
          observe: async ({ input }) => {
            const changeId = await refused()
            return slowly(world, () => ask('retryChange', states, { ...(input as Arguments), changeId }))
          },
        },
      },
    },
    'Mutation.cancelChange': {
      usual: done,
      observe: ({ input }) => ask('cancelChange', states, input as Arguments),
      of: {
        changeId: {
          to: ['a change that is on its way'],
          observe: async ({ input }) => {
            const { changeId } = input as Arguments
            return ask('cancelChange', states, {
              changeId: changeId === done.input.changeId ? changeId : await hanging(),
            })
          },
        },
        waitSeconds: {
          to: [0],
          observe: async ({ input }) => {
            const changeId = await hanging()
            await sleep(300)
            return ask('cancelChange', states, { ...(input as Arguments), changeId })
          },
        },
      },
    },
  }
}
