import { randomUUID } from 'node:crypto'
import { isObjectType } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { schema } from '../security/schema-walk.ts'
import { fixedWorld, startWorld, type World } from '../support/world.ts'
import { fastTimes, logChange } from './changes/change-world.ts'

/** Each list of the graph: the field with its own arguments, and the fields around it. */
const lists: Readonly<Record<string, readonly [around: string[], own: string]>> = {
  'Query.tickets': [['tickets'], 'range: { preset: LAST_90_DAYS }, orderBy: { field: DUE }'],
  'DailyReport.tickets': [['dailyReport(date: "2026-03-17")', 'tickets'], ''],
  'MonthlyReport.tickets': [['monthlyReport(year: 2026, month: 3)', 'tickets'], ''],
  'BacklogPart.tickets': [['backlog', 'overdue', 'tickets'], ''],
  'Query.deals': [['deals'], 'orderBy: { field: AMOUNT }'],
  'Query.auditLog': [['auditLog'], 'filter: { kind: ["administration"] }'],
  'Query.changes': [['changes'], 'filter: { tenantId: "acme" }'],
  'ConnectWise.changes': [['tenant(id: "acme")', 'connectWise', 'changes'], ''],
}

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
}

let world: World

beforeAll(async () => {
  world = await startWorld({ scale: 0.2, tenants: true, changes: fastTimes, ...fixedWorld })
  const state = await world.connectWise.state()
  const ticketId = state['acme']!.tickets[0]!.id
  for (let n = 0; n < 7; n++) {
    const input = { tenantId: 'acme', ticketId, idempotencyKey: randomUUID(), note: 'Moved a phone.', waitSeconds: 0 }
    await world.query(logChange, { input }, { role: 'operator' })
    await world.query(
      `mutation { renameTenant(input: { id: "acme", name: "Acme ${n}" }) { tenant { id } } }`,
      {},
      { role: 'admin' },
    )
  }
})
afterAll(() => world.close())

async function read(list: string, args: string): Promise<Page> {
  const [around, own] = lists[list]!
  const [field, ...outer] = around.toReversed()
  const given = [own, args].filter((part) => part !== '').join(', ')
  const selection = `${field}(${given}) { edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`
  const document = outer.reduce((inner, name) => `${name} { ${inner} }`, selection)
  const { body, text } = await world.query(`{ ${document} }`, {}, { role: 'admin' })
  if (body.errors) throw new Error(text.slice(0, 2_000))
  let value: unknown = body.data
  for (const name of around) value = (value as Record<string, unknown>)[name.replace(/\(.*/, '')]
  return value as Page
}

test('every list of the graph that has pages is here', () => {
  const found = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, field })))
    .filter(({ field }) => /Connection!?$/.test(String(field.type)))

  expect(found.map(({ name }) => name).toSorted()).toEqual(Object.keys(lists).toSorted())
  for (const { field } of found) {
    expect(field.args.map(({ name }) => name)).toEqual(expect.arrayContaining(['first', 'after', 'last', 'before']))
  }
})

describe.each(Object.keys(lists))('%s', (list) => {
  /** All pages from the start, of three rows each. */
  async function forwards(): Promise<Page[]> {
    const pages: Page[] = []
    for (let after: string | null = null; ;) {
      const page = await read(list, `first: 3${after === null ? '' : `, after: "${after}"`}`)
      pages.push(page)
      if (!page.pageInfo.hasNextPage || pages.length === 4) return pages
      after = page.pageInfo.endCursor
    }
  }

  test('leads back by the same pages', async () => {
    const pages = await forwards()
    expect(pages.length).toBeGreaterThan(1)
    const back: Page[] = [pages.at(-1)!]
    while (back[0]!.pageInfo.hasPreviousPage) {
      back.unshift(await read(list, `last: 3, before: "${back[0]!.pageInfo.startCursor}"`))
    }

    expect(back).toEqual(pages)
  })

  test('has its last rows where there is no cursor, in the same order', async () => {
    const ids = ({ edges }: Page) => edges.map(({ node }) => node.id)
    const end = await read(list, 'last: 2')
    const beforeEnd = await read(list, `last: 2, before: "${end.pageInfo.startCursor}"`)
    const four = await read(list, 'last: 4')

    expect([...ids(beforeEnd), ...ids(end)]).toEqual(ids(four))
    expect(ids(four)).toHaveLength(4)
    expect(end.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
    expect(beforeEnd.pageInfo.hasNextPage).toBe(true)
  })

  test('refuses both ways at once, and says how to ask', async () => {
    const { pageInfo } = await read(list, 'first: 1')

    await expect(read(list, `last: 1, after: "${pageInfo.endCursor}"`)).rejects.toThrow(
      'leave out after, or take first',
    )
    await expect(read(list, `before: "${pageInfo.endCursor}"`)).rejects.toThrow('before needs last')
    await expect(read(list, 'last: 101')).rejects.toThrow('last must be from 1 to 100; it is 101.')
  })
})
