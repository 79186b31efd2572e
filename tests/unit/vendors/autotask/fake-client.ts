import type { AutotaskClient, Filter, Query } from '../../../../server/vendors/autotask/client.ts'
import { mapRows } from '../../../../server/vendors/kit/mapping.ts'
import type { WireRow } from '../../../../server/vendors/kit/wire.ts'

/** An Autotask in memory that can answer wrongly. */
export interface FakeClient extends Pick<AutotaskClient, 'query'> {
  /** Rows by entity. */
  readonly rows: Map<string, WireRow[]>
  readonly queries: Query<unknown>[]
  /** Answers every query with all rows of the entity. */
  ignoresConditions: boolean
  /** Ids of rows that are missing from every answer, except where rows are asked for by id. */
  readonly lacking: Set<unknown>
  /** Rows that come before the others in every answer about their entity, whatever is asked for. */
  readonly extra: { readonly entity: string; readonly row: WireRow }[]
  /** Thrown by queries about this entity. */
  failing: string | null
  /** Adds a row, or replaces the one with its id. */
  put(entity: string, row: WireRow): void
  remove(entity: string, id: number): void
}

export function createFakeClient(): FakeClient {
  const client: FakeClient = {
    rows: new Map(),
    queries: [],
    ignoresConditions: false,
    lacking: new Set(),
    extra: [],
    failing: null,
    put(entity, row) {
      const others = (client.rows.get(entity) ?? []).filter(({ id }) => id !== row['id'])
      client.rows.set(entity, [...others, row])
    },
    remove(entity, id) {
      client.rows.set(
        entity,
        (client.rows.get(entity) ?? []).filter((row) => row['id'] !== id),
      )
    },
    async query(query) {
      client.queries.push(query)
      if (client.failing === query.entity) throw new Error(`${query.entity} cannot be read`)
      const isById = query.filter.some((filter) => filter.op === 'in' && filter.field === 'id')
      const found = (client.rows.get(query.entity) ?? [])
        .filter((row) => client.ignoresConditions || query.filter.every((filter) => matches(row, filter)))
        .filter((row) => isById || !client.lacking.has(row['id']))
        .toSorted((a, b) => Number(a['id']) - Number(b['id']))
      const extra = client.extra.filter(({ entity }) => entity === query.entity).map(({ row }) => row)
      return mapRows([...extra, ...found], query.map)
    },
  }
  return client
}

function matches(row: WireRow, filter: Filter): boolean {
  if ('items' in filter) {
    return filter.op === 'and'
      ? filter.items.every((item) => matches(row, item))
      : filter.items.some((item) => matches(row, item))
  }
  const value = row[filter.field] ?? null
  switch (filter.op) {
    case 'exist':
      return value !== null
    case 'notExist':
      return value === null
    case 'in':
      return filter.value.includes(value as number)
    case 'eq':
      return value === filter.value
    case 'gte':
      return value !== null && instant(value) >= instant(filter.value)
    case 'lt':
      return value !== null && instant(value) < instant(filter.value)
    default:
      throw new Error(`the fake client does not know ${filter.op}`)
  }
}

const instant = (value: unknown) => (typeof value === 'number' ? value : Date.parse(String(value)))
