import type { SimRequest, SimResponse } from '../control/handler.ts'
import { basePath } from './access.ts'
import { compileFilter } from './query/compile-filter.ts'
import { compileIncludeFields } from './query/include-fields.ts'
import { encodeLower, parseToken } from './query/paging.ts'
import type { PagePosition } from './query/paging.ts'
import { maxPageSize, parseQueryModel } from './query/query-model.ts'
import type { QueryModel } from './query/query-model.ts'
import { countRows, readPage } from './query/read-page.ts'
import { methodNotAllowed, missingFilter } from './refusal.ts'
import type { Table } from './table.ts'

/** `…/query`: the first page. The filter is the body of a POST or the `search` parameter of a GET. */
export function queryFirstPage(table: Table, request: SimRequest, origin: string): SimResponse {
  const model = readModel(request)
  return answerPage(table, request, origin, model, {
    pageSize: model.maxRecords,
    startId: undefined,
    pagesBefore: [],
  })
}

/**
 * `…/query/next` and `…/query/previous`. The address holds no filter, so a query that began with POST goes on with POST
 * and the same body; only the GET form carries its filter along in `search`. Both wrong ways were recorded live.
 */
export function queryOtherPage(
  table: Table,
  request: SimRequest,
  origin: string,
  direction: 'next' | 'previous',
): SimResponse {
  if (request.method === 'GET' && searchOf(request) === undefined) throw methodNotAllowed('GET')
  const model = readModel(request)
  return answerPage(table, request, origin, model, parseToken(parameter(request, 'paging'), direction))
}

/** `…/query/count`. */
export function queryCount(table: Table, request: SimRequest): SimResponse {
  const { filter } = readModel(request)
  return { status: 200, body: { queryCount: countRows(table, compileFilter(table, filter)) } }
}

/** `Companies/{id}/<child>`: all records of one company, without a filter. Pages like a query that began with GET. */
export function queryChildren(table: Table, request: SimRequest, origin: string, companyId: number): SimResponse {
  const test = compileFilter(table, [
    { kind: 'condition', op: 'eq', field: 'companyID', value: companyId, isUserDefined: false },
  ])
  const token = parameter(request, 'paging')
  const position =
    token === undefined
      ? { pageSize: maxPageSize, startId: undefined, pagesBefore: [] }
      : parseToken(token, /\/previous\/?$/i.test(request.path) ? 'previous' : 'next')
  const child = `Companies/${companyId}/${table.entity.childOfCompany}`
  const pageUrl = (direction: string, paging: string) =>
    `${origin}${basePath}V1.0/${child}/${direction}?paging=${paging}`
  return { status: 200, body: readPage(table, test, (record) => record, position, pageUrl) }
}

function answerPage(
  table: Table,
  request: SimRequest,
  origin: string,
  model: QueryModel,
  position: PagePosition,
): SimResponse {
  const test = compileFilter(table, model.filter)
  const present = compileIncludeFields(table, model.includeFields)
  const search = request.method === 'GET' ? `&search=${encodeLower(searchOf(request) ?? '')}` : ''
  const pageUrl = (direction: string, paging: string) =>
    `${origin}${basePath}V1.0/${table.entity.collection}/query/${direction}?paging=${paging}${search}`
  return { status: 200, body: readPage(table, test, present, position, pageUrl) }
}

function readModel(request: SimRequest): QueryModel {
  const text = request.method === 'GET' ? searchOf(request) : request.body
  if (text === undefined || text === '') throw missingFilter()
  return parseQueryModel(text)
}

function searchOf(request: SimRequest): string | undefined {
  return parameter(request, 'search')
}

/** A parameter by its name in any case. */
function parameter(request: SimRequest, name: string): string | undefined {
  return [...request.query].find(([key]) => key.toLowerCase() === name)?.[1]
}
