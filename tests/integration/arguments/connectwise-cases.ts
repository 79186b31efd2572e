import { randomUUID } from 'node:crypto'
import type { RoleName, World } from '../../support/world.ts'
import type { CallField, FieldCall } from './call-field.ts'
import { pagingCases, type FieldCase } from './compare.ts'

/** How every argument of what is read of tenants, their ConnectWise and the audit log is looked at. */
export async function createConnectWiseCases(world: World, call: CallField): Promise<Record<string, FieldCase>> {
  const { tickets, notes, timeEntries } = (await world.connectWise.state())['acme']!
  const many = <Row>(rows: readonly Row[], ticketOf: (row: Row) => number) =>
    tickets.find(({ id }) => rows.filter((row) => ticketOf(row) === id).length > 1)!.id
  const noted = many(notes, ({ ticketId }) => ticketId)
  const timed = many(timeEntries, ({ chargeToId }) => chargeToId)
  const [ticket, other] = tickets.filter(({ closedFlag }) => !closedFlag).toReversed()
  const changes = [await log(call, ticket!.id), await log(call, ticket!.id), await log(call, ticket!.id, 'admin')]

  const inConnectWise = (inner: string) => `tenant(id: "acme") { connectWise { ${inner} } }`
  const inTicket = (id: number) => (inner: string) => inConnectWise(`ticket(ticketId: ${id}) { ${inner} }`)
  const readers: Record<string, FieldCase> = {}
  const add = (field: FieldCall, usual: FieldCase['usual'], of: FieldCase['of'] = {}) => {
    const asOperator = { role: 'operator', ...field } as const
    readers[field.field] = { usual, of: { first: { to: [1] }, ...of }, observe: (args) => call(asOperator, args) }
  }
  const selection = '{ id }'
  const ticketIds = { ticketId: { to: [other!.id] } }
  add({ field: 'ConnectWise.ticket', selection, inside: inConnectWise }, { ticketId: ticket!.id }, ticketIds)
  const search = { search: { to: ['user'] } }
  add({ field: 'ConnectWise.tickets', selection, inside: inConnectWise }, { search: 'phone' }, search)
  const list = { field: 'ConnectWise.changes', selection: '{ edges { cursor node { id } } }', inside: inConnectWise }
  const { data } = await call({ ...list, role: 'operator' }, {})
  const cursors = [...JSON.stringify(data).matchAll(/"cursor":"([^"]+)"/g)].map(([, cursor]) => cursor)
  add(list, {}, pagingCases(cursors[0]))
  const all = { field: 'Query.changes', selection: '{ nodes { id } }' }
  add(
    all,
    {},
    {
      ...pagingCases(cursors[0]),
      'filter.tenantId': { to: ['globex'] },
      'filter.state': { to: [['FAILED']] },
      'filter.ticketId': { to: [other!.id] },
    },
  )
  add({ field: 'ConnectWiseTicket.notes', selection, inside: inTicket(noted) }, {})
  add({ field: 'ConnectWiseTicket.timeEntries', selection, inside: inTicket(timed) }, {})
  add({ field: 'ConnectWiseTicket.changes', selection, inside: inTicket(ticket!.id) }, {})
  add({ field: 'Query.tenant', selection: '{ name }' }, { id: 'acme' }, { id: { to: ['globex'] } })
  add({ field: 'Query.change', selection: '{ id }' }, { id: changes[0] }, { id: { to: [changes[1], 'acme:none'] } })
  return { ...readers, ...(await createAuditCase(world, call)) }
}

async function log(call: CallField, ticketId: number, role: RoleName = 'operator'): Promise<string> {
  const input = { tenantId: 'acme', ticketId, idempotencyKey: randomUUID(), note: 'Moved a desk phone.' }
  const field = { field: 'Mutation.logChange', selection: '{ change { id } }', role }
  const { data } = await call(field, { input })
  return (data as { logChange: { change: { id: string } } }).logChange.change.id
}

/** The audit log of what was done before, without what these tests add to it. */
async function createAuditCase(world: World, call: CallField): Promise<Record<string, FieldCase>> {
  const list = { field: 'Query.auditLog', selection: '{ nodes { id } edges { cursor } }', role: 'admin' } as const
  const { body } = await world.query<{ viewer: { id: string } }>('{ viewer { id } }', {}, { role: 'operator' })
  // A right that is missing is a refusal.
  await world.query('{ featureFlags { key } }', {}, { role: 'viewer' })
  await world.advanceClock(120_000)
  const middle = new Date(world.simulators.clock.now()).toISOString()
  await log(call, (await world.connectWise.state())['acme']!.tickets[0]!.id)
  await world.advanceClock(120_000)
  const to = new Date(world.simulators.clock.now()).toISOString()
  await world.advanceClock(120_000)
  const usual = { filter: { to } }
  const { data } = await call(list, { ...usual, first: 2 })
  const [cursor] = [...JSON.stringify(data).matchAll(/"cursor":"([^"]+)"/g)].map(([, found]) => found)
  const today = { with: { filter: { range: { from: '2026-03-18', to: '2026-03-18' } } } }
  return {
    'Query.auditLog': {
      usual,
      observe: (args) => call(list, args),
      of: {
        'filter.actor': { to: [body.data?.viewer.id] },
        'filter.kind': { to: [['mutation'], ['refusal']] },
        'filter.tenant': { to: ['acme'] },
        'filter.from': { to: [middle] },
        'filter.to': { to: [middle] },
        'filter.outcome': { to: ['ok', 'refused'] },
        // All of it was done today, so other ranges with this day in them show the same.
        'filter.range.preset': {
          with: { filter: { range: { preset: 'TODAY' } } },
          to: ['YESTERDAY', 'LAST_WEEK', 'LAST_MONTH', 'LAST_QUARTER'],
        },
        'filter.range.from': { ...today, to: ['2026-03-19'], refused: /range\.from/ },
        'filter.range.to': { ...today, to: ['2026-03-17'], refused: /range\.from/ },
        ...pagingCases(cursor),
      },
    },
  }
}
