import type { SimResponse } from '../../control/handler.ts'
import { requireScope } from '../access.ts'
import { parseBody, readLimit, readScope, type ObjectCall } from '../object-routes.ts'
import { present } from '../present.ts'
import { knownProperties } from '../properties.ts'
import { invalid } from '../refusal.ts'
import type { CrmRecord } from '../world.ts'
import { comparable, compileFilter, unknownProperty, type Matches, type WireFilter } from './filters.ts'

interface SearchBody {
  filterGroups?: { filters?: WireFilter[] }[]
  filters?: WireFilter[]
  sorts?: (string | { propertyName?: string; direction?: string })[]
  properties?: string[]
  query?: string
  limit?: number
  after?: string | number
}

const maxBodyLength = 3_000
/** `after + limit` may reach this and no more. */
const windowSize = 10_000

/**
 * `POST /crm/v3/objects/{type}/search`: one sort, 200 a page, an offset as cursor, 10,000 rows deep.
 *
 * @param totalCap the largest `total` that is told
 */
export function searchRecords({ type, database, access, body }: ObjectCall, totalCap: number): SimResponse {
  requireScope(access, readScope(type))
  if (body.length > maxBodyLength) throw invalid(`The request body is too long: ${body.length} characters`)
  const asked = parseBody(body) as SearchBody
  const limit = readLimit(asked.limit, 10, 200)
  const offset = readOffset(asked.after)
  if (offset + limit > windowSize) {
    throw invalid(`The maximum number of results is ${windowSize}: after + limit is ${offset + limit}`)
  }
  const matches = compileGroups(type, asked)
  const words = (asked.query ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const found = database
    .indexed(type)
    .filter((record) => matches(record) && words.every((word) => textOf(record).includes(word)))
  const sorted = found.toSorted(readOrder(type, asked.sorts ?? []))
  const page = sorted.slice(offset, offset + limit)
  const end = offset + page.length
  return {
    status: 200,
    body: {
      total: Math.min(found.length, totalCap),
      results: page.map((record) => present(type, record, asked.properties ?? [], database.world.account.portalId)),
      ...(end < found.length ? { paging: { next: { after: String(end) } } } : {}),
    },
  }
}

function readOffset(after: string | number | undefined): number {
  if (after === undefined || after === '') return 0
  const offset = Number(after)
  if (!Number.isInteger(offset) || offset < 0) throw invalid(`Invalid value for after: ${String(after)}`)
  return offset
}

/** Any of the groups, all filters of a group; filters outside of a group are one more. */
function compileGroups(type: ObjectCall['type'], { filterGroups = [], filters }: SearchBody): Matches {
  const groups = [...filterGroups.map((group) => group.filters ?? []), ...(filters ? [filters] : [])]
  if (groups.length > 5) throw invalid('The maximum number of filter groups is 5')
  if (groups.some((group) => group.length > 6)) throw invalid('The maximum number of filters in a group is 6')
  if (groups.flat().length > 18) throw invalid('The maximum number of filters is 18')
  const compiled = groups.map((group) => group.map((filter) => compileFilter(type, filter)))
  return (record) => compiled.length === 0 || compiled.some((group) => group.every((matches) => matches(record)))
}

const textOf = (record: CrmRecord) => Object.values(record.properties).join(' ').toLowerCase()

/** Without a sort the oldest comes first; records without the value stand last. Equal ones keep the order of their ids. */
function readOrder(type: ObjectCall['type'], sorts: NonNullable<SearchBody['sorts']>) {
  if (sorts.length > 1) throw invalid('Only one sort is allowed')
  const [first] = sorts
  const given =
    typeof first === 'string'
      ? { name: first.replace(/^-/, ''), isDescending: first.startsWith('-') }
      : { name: first?.propertyName ?? 'createdate', isDescending: first?.direction === 'DESCENDING' }
  if (!knownProperties[type].includes(given.name)) throw unknownProperty(given.name)
  return (a: CrmRecord, b: CrmRecord): number => {
    const [one, other] = [a, b].map((record) => comparable(given.name, record.properties[given.name] ?? null))
    if (one === other) return 0
    if (one === null || one === undefined) return 1
    if (other === null || other === undefined) return -1
    return (one < other ? -1 : 1) * (given.isDescending ? -1 : 1)
  }
}
