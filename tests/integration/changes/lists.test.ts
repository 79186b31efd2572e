import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../../server/database/create-database.ts'
import { patientProbes } from '../../support/patient-probes.ts'
import { startWorld, type Caller, type World } from '../../support/world.ts'
import { databaseKinds, startDatabases, type Databases } from '../database/databases.ts'
import { fastTimes, logChange, type LogChangeAnswer } from './change-world.ts'
import { patientTimes } from './desk.ts'

interface Filter {
  tenantId?: string | null
  state?: string[] | null
  mine?: boolean | null
  ticketId?: number | null
}

/** A change as the database has it. */
interface Raw {
  id: string
  tenant_id: string
  ticket_id: number
  state: string
  operator_id: string
  created_at: number
}

interface List {
  nodes: { id: string; tenantId: string; ticketId: number; state: string }[]
  totalCount: number
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
}

const document = `query ($filter: ChangeFilter, $first: Int, $after: String, $last: Int, $before: String) {
  changes(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    nodes { id tenantId ticketId state }
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`

describe.each(databaseKinds)('on %s', (kind) => {
  let databases: Databases
  let world: World
  let db: Database
  let raw: Raw[]
  /** A ticket number that both tenants have. */
  let shared: number
  /** Who asks, with the tenants that they may operate; null: all. */
  let callers: { name: string; caller: Caller; id: string; tenants: string[] | null }[]

  beforeAll(async () => {
    databases = await startDatabases(kind)
    const url = await databases.create()
    const changes = { ...fastTimes, ...patientTimes }
    world = await startWorld({ scale: 0.1, tenants: true, environment: { DATABASE_URL: url }, changes })
    db = await openDatabase(url, { probeTimes: patientProbes })
    const people: [string, Caller, string[] | null][] = [
      ['an administrator', { role: 'admin' }, null],
      ['an operator of all tenants', { role: 'operator' }, null],
      ['an operator of acme', { token: await world.token('operator', 'acme') }, ['acme']],
    ]
    callers = await Promise.all(
      people.map(async ([name, caller, tenants]) => {
        const { body } = await world.query<{ viewer: { id: string } }>('{ viewer { id } }', {}, caller)
        return { name, caller, id: body.data!.viewer.id, tenants }
      }),
    )
    await logAll()
    raw = await db
      .selectFrom('changes')
      .select(['id', 'tenant_id', 'ticket_id', 'state', 'operator_id', 'created_at'])
      .execute()
  })
  afterAll(async () => {
    await world.connectWise.clearFaults()
    await db.destroy()
    await world.close()
    await databases.close()
  })

  /** Changes of both tenants by several people, delivered, refused by ConnectWise, cancelled and waiting. */
  async function logAll(): Promise<void> {
    const state = await world.connectWise.state()
    const openIn = (tenant: string) =>
      state[tenant]!.tickets.filter(({ closedFlag }) => !closedFlag).map(({ id }) => id)
    const [acme, globex] = [openIn('acme'), openIn('globex')]
    shared = acme[0]!
    const log = async (tenantId: string, ticketId: number, caller: Caller, more: object = {}) => {
      const input = {
        tenantId,
        ticketId,
        idempotencyKey: randomUUID(),
        note: 'Moved a desk phone.',
        minutes: 5,
        ...more,
      }
      const { body, text } = await world.query<LogChangeAnswer>(logChange, { input }, caller)
      expect(body.data?.logChange.change, text).toBeTruthy()
      return body.data!.logChange.change!
    }
    for (const { caller, tenants } of callers) {
      for (let n = 0; n < 3; n++) await log('acme', acme[n]!, caller)
      if (!tenants) for (let n = 0; n < 3; n++) await log('globex', globex[n]!, caller)
      await log('acme', acme[5]!, caller, { memberIdentifier: 'not.there' })
    }
    // In the simulators no number repeats.
    await sql`update changes set ticket_id = ${shared} where tenant_id = 'globex' and ticket_id = ${globex[0]!}`.execute(
      db,
    )
    // ConnectWise answers nothing any more: what is logged now waits.
    await world.connectWise.fault({ match: '.', times: -1, status: 503 })
    const [{ id }] = await Promise.all([
      log('acme', acme[4]!, { role: 'admin' }, { waitSeconds: 0 }),
      log('globex', globex[2]!, { role: 'admin' }, { waitSeconds: 0 }),
    ])
    const cancel = 'mutation ($id: ID!) { cancelChange(input: { changeId: $id }) { change { state } } }'
    const { text } = await world.query(cancel, { id }, { role: 'admin' })
    expect(text).toContain('CANCELLED')
  }

  /** What the list has to be, from the rows of the database. */
  function expected(
    { tenantId, state, mine, ticketId }: Filter,
    by: { id: string; tenants: string[] | null },
  ): string[] {
    return raw
      .filter((row) => by.tenants === null || by.tenants.includes(row.tenant_id))
      .filter((row) => tenantId === undefined || tenantId === null || row.tenant_id === tenantId)
      .filter((row) => !state || state.includes(row.state))
      .filter((row) => typeof mine !== 'boolean' || (row.operator_id === by.id) === mine)
      .filter((row) => ticketId === undefined || ticketId === null || row.ticket_id === ticketId)
      .toSorted((a, b) => b.created_at - a.created_at || (a.id < b.id ? 1 : -1))
      .map(({ id }) => id)
  }

  async function ask(variables: object, caller: Caller): Promise<List> {
    const { body, text } = await world.query<{ changes: List }>(document, { ...variables }, caller)
    if (body.errors || !body.data) throw new Error(text.slice(0, 2_000))
    return body.data.changes
  }

  test('there are changes of every state, of both tenants and of three people to tell apart', () => {
    expect(shared).toBeGreaterThan(0)
    expect(new Set(raw.map(({ state }) => state))).toEqual(new Set(['DONE', 'FAILED', 'CANCELLED', 'PENDING']))
    expect(new Set(raw.map(({ tenant_id }) => tenant_id))).toEqual(new Set(['acme', 'globex']))
    expect(new Set(raw.map(({ operator_id }) => operator_id)).size).toBeGreaterThan(1)
  })

  test('the list is what is recorded, for every caller and every filter, newest first', async () => {
    const filters: Filter[] = []
    for (const tenantId of [undefined, null, 'acme']) {
      for (const state of [undefined, null, ['DONE'], ['FAILED', 'CANCELLED', 'PENDING'], []]) {
        for (const mine of [undefined, true, false]) {
          for (const ticketId of [undefined, null, shared, 0, -1]) {
            filters.push({
              ...(tenantId !== undefined && { tenantId }),
              ...(state !== undefined && { state }),
              ...(mine !== undefined && { mine }),
              ...(ticketId !== undefined && { ticketId }),
            })
          }
        }
      }
    }
    const wrong: object[] = []
    for (const person of callers) {
      for (const filter of filters) {
        const { nodes, totalCount, pageInfo } = await ask({ filter, first: 100 }, person.caller)
        const ids = nodes.map(({ id }) => id)
        const rows = expected(filter, person)
        if (JSON.stringify(ids) !== JSON.stringify(rows) || totalCount !== rows.length || pageInfo.hasNextPage) {
          wrong.push({ who: person.name, filter, ids, rows, totalCount })
        }
      }
    }

    expect(wrong).toEqual([])
    expect(expected({ ticketId: shared }, callers[0]!).length).toBeGreaterThan(
      expected({ ticketId: shared }, callers[2]!).length,
    )
  })

  test('pages of any size lead through the whole list and back, none lost and none doubled', async () => {
    const { caller } = callers[0]!
    for (const first of [1, 4, 100]) {
      const pages: List[] = []
      for (let after: string | null = null; ; after = pages.at(-1)!.pageInfo.endCursor) {
        pages.push(await ask({ first, after }, caller))
        if (!pages.at(-1)!.pageInfo.hasNextPage) break
      }
      const back: List[] = [pages.at(-1)!]
      while (back[0]!.pageInfo.hasPreviousPage) {
        back.unshift(await ask({ last: first, before: back[0]!.pageInfo.startCursor }, caller))
      }

      expect(pages.flatMap(({ nodes }) => nodes.map(({ id }) => id))).toEqual(expected({}, callers[0]!))
      expect(back).toEqual(pages)
    }
  })

  test('25 are listed unless told otherwise, and a forged cursor is refused', async () => {
    const { nodes, totalCount } = await ask({}, { role: 'admin' })
    expect([nodes.length, totalCount]).toEqual([Math.min(25, raw.length), raw.length])
    for (const page of [{ after: 'nonsense' }, { first: 0 }, { first: 101 }, { last: 0 }]) {
      const { body } = await world.query(document, page, { role: 'admin' })
      expect(body).toMatchObject({ data: { changes: null }, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
    }
  })

  test('a tenant that the caller may not operate is FORBIDDEN, whether there is one or not', async () => {
    const { caller } = callers[2]!
    for (const tenantId of ['globex', 'nowhere', '', 'acme\0']) {
      const { body } = await world.query(document, { filter: { tenantId } }, caller)
      expect(body).toMatchObject({ data: { changes: null }, errors: [{ extensions: { code: 'FORBIDDEN' } }] })
    }
    expect(await ask({ filter: { tenantId: 'nowhere' } }, { role: 'admin' })).toMatchObject({
      nodes: [],
      totalCount: 0,
    })
  })

  test('viewers may not ask, and no list asks ConnectWise', async () => {
    await world.connectWise.clearRequests()
    const { body } = await world.query(document, {}, { role: 'viewer' })
    await ask({}, { role: 'operator' })

    expect(body).toMatchObject({ data: { changes: null }, errors: [{ extensions: { code: 'FORBIDDEN' } }] })
    expect((await world.connectWise.requests()).filter(({ method }) => method === 'GET')).toEqual([])
  })
})

test('in SQLite, each kind of list is read in its order from an index', async () => {
  const databases = await startDatabases('sqlite')
  const db = await openDatabase(await databases.create(), { probeTimes: patientProbes })
  const planOf = async (where: string) => {
    const { rows } = await sql<{ detail: string }>`explain query plan select * from changes
      where ${sql.raw(where)} order by created_at desc, id desc limit 26`.execute(db)
    return rows.map(({ detail }) => detail).join('; ')
  }

  for (const [where, index] of [
    ['1 = 1', 'changes_newest'],
    ['(created_at, id) < (5, 6)', 'changes_newest'],
    ["tenant_id = 'a'", 'changes_created_at'],
    ["operator_id = 'a'", 'changes_of_operator'],
    ["state in ('FAILED')", 'changes_of_state'],
    ['ticket_id = 7', 'changes_of_ticket'],
  ] as const) {
    expect(await planOf(where)).toMatch(new RegExp(`^(SEARCH|SCAN) changes USING INDEX ${index}\\b[^;]*$`))
  }
  await db.destroy()
  await databases.close()
})
