import type { SimRequest, SimResponse } from '../../control/handler.ts'
import type { Entity } from '../fields/kinds.ts'
import type { WireRecord } from '../world.ts'
import { compileFilter } from './filter.ts'
import type { Filter } from './filter.ts'
import { compileOrderBy } from './order-by.ts'
import { selectFields } from './select-fields.ts'

export const defaultPageSize = 25
export const maxPageSize = 1_000

/** A query parameter by its name in any case. */
export function parameter(request: SimRequest, name: string): string | undefined {
  return [...request.query].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
}

/** The filters in the query string. */
export function filterOf(request: SimRequest): Filter {
  return {
    conditions: parameter(request, 'conditions'),
    childConditions: parameter(request, 'childConditions'),
    customFieldConditions: parameter(request, 'customFieldConditions'),
    orderBy: parameter(request, 'orderBy'),
  }
}

/** `{count}` of the records that pass. */
export function readCount(entity: Entity, rows: readonly WireRecord[], request: SimRequest): SimResponse {
  return { status: 200, body: { count: rows.filter(compileFilter(entity, filterOf(request))).length } }
}

/**
 * One page of the records that pass: by `page`, or forward only by `pageId` with the header
 * `pagination-type: forward-only`. The `Link` header says where others are; `origin` is this server's own.
 */
export function readPage(
  entity: Entity,
  rows: readonly WireRecord[],
  request: SimRequest,
  filter: Filter,
  origin: string,
): SimResponse {
  const found = rows.filter(compileFilter(entity, filter))
  const pageSize = Math.min(positive(parameter(request, 'pageSize')) ?? defaultPageSize, maxPageSize)
  const select = selectFields(parameter(request, 'fields'))
  const isForwardOnly = String(request.headers['pagination-type']).toLowerCase() === 'forward-only'

  const { page, links } = isForwardOnly
    ? forwardPage(found, request, pageSize)
    : navigablePage(entity, found, request, filter, pageSize)
  const link = links.map(([rel, changes]) => `<${addressWith(request, origin, changes)}>; rel="${rel}"`).join(', ')
  return { status: 200, ...(link === '' ? {} : { headers: { link } }), body: page.map(select) }
}

type Link = [rel: 'first' | 'prev' | 'next' | 'last', parameters: Record<string, number>]

function navigablePage(entity: Entity, found: WireRecord[], request: SimRequest, filter: Filter, pageSize: number) {
  const sorted = found.sort(compileOrderBy(entity, filter.orderBy ?? ''))
  const page = positive(parameter(request, 'page')) ?? 1
  const last = Math.max(1, Math.ceil(sorted.length / pageSize))
  const to = (rel: Link[0], number: number): Link => [rel, { pageSize, page: number }]
  const links = [
    ...(page < last ? [to('next', page + 1), to('last', last)] : []),
    ...(page > 1 ? [to('first', 1), to('prev', Math.min(page - 1, last))] : []),
  ]
  return { page: sorted.slice((page - 1) * pageSize, page * pageSize), links }
}

/** Records above `pageId` in order of id; no `next` when there are no more. */
function forwardPage(found: WireRecord[], request: SimRequest, pageSize: number) {
  const after = Number(parameter(request, 'pageId') ?? 0) || 0
  const rest = found.filter(({ id }) => id > after).sort((a, b) => a.id - b.id)
  const page = rest.slice(0, pageSize)
  const lastId = page.at(-1)?.id
  const links: Link[] = rest.length > pageSize && lastId !== undefined ? [['next', { pageSize, pageId: lastId }]] : []
  return { page, links }
}

/** A whole number of 1 or more; anything else counts as not given. */
function positive(text: string | undefined): number | undefined {
  const value = Number(text)
  return Number.isInteger(value) && value >= 1 ? value : undefined
}

function addressWith(request: SimRequest, origin: string, changes: Record<string, number>): string {
  const changed = Object.keys(changes).map((name) => name.toLowerCase())
  const kept = [...request.query].filter(([name]) => !changed.includes(name.toLowerCase()))
  const query = new URLSearchParams(kept)
  for (const [name, value] of Object.entries(changes)) query.set(name, String(value))
  return `${origin}${request.path}?${query.toString()}`
}
