import type { SimRequest, SimResponse } from '../control/handler.ts'
import type { Database } from './database.ts'
import { findCompanyChild, findEntity } from './entities.ts'
import type { EntityDefinition } from './entities.ts'
import { requestThreshold, thresholdTimeframeMinutes } from './limits.ts'
import { entityInformation, fieldInformation, userDefinedFieldInformation } from './metadata.ts'
import { queryChildren, queryCount, queryFirstPage, queryOtherPage } from './query-routes.ts'
import { methodNotAllowed, routeNotFound } from './refusal.ts'
import { deleteRecord, writeRecord } from './writes.ts'

/** An authenticated request with its context. */
export interface Call {
  database: Database
  request: SimRequest
  /** Path segments after `V1.0/`, in lower case: the vendor's paths are case-insensitive. */
  segments: string[]
  /** Such as `http://127.0.0.1:9001`, for addresses in answers. */
  origin: string
  /** Requests in the hourly window, this one included. */
  requestsUsed: number
  /** What a missing id answers: 200 with `{item: null}`, or 404 as some clients expect. */
  missingItemStatus: 200 | 404
}

/** The object endpoint that a path counts as for the limit of parallel requests: a child path is the child's. */
export function objectOf(segments: string[]): string {
  const [root = '', , child = ''] = segments
  const entity = root === 'companies' ? (findCompanyChild(child) ?? findEntity(root)) : findEntity(root)
  return entity?.collection ?? root
}

/** Answers a signed-in request below `V1.0/`. Throws a refusal for requests that the vendor rejects. */
export function answerCall(call: Call): SimResponse {
  const { request, segments, origin } = call
  const [root = '', ...rest] = segments
  if (root === 'version' && rest.length === 0) return readOnly(request, versionBody)
  if (root === 'thresholdinformation' && rest.length === 0) return readOnly(request, thresholdBody(call))
  const entity = findEntity(root)
  if (entity === undefined) throw routeNotFound(`${origin}${request.path}`)
  return answerEntity(call, entity, rest)
}

const versionBody = { majorVersion: '2026', minorVersion: '4', build: '0', customerType: 'Production' }

function thresholdBody({ requestsUsed }: Call) {
  return {
    externalRequestThreshold: requestThreshold,
    requestThresholdTimeframe: thresholdTimeframeMinutes,
    currentTimeframeRequestCount: requestsUsed,
  }
}

function answerEntity(call: Call, entity: EntityDefinition, rest: string[]): SimResponse {
  const { database, request, origin } = call
  const table = database.table(entity.collection)
  switch (rest.join('/')) {
    case '':
      return answerRoot(call, entity)
    case 'query':
      return queryFirstPage(table, only(request, 'GET', 'POST'), origin)
    case 'query/count':
      return queryCount(table, only(request, 'GET', 'POST'))
    case 'query/next':
      return queryOtherPage(table, only(request, 'GET', 'POST'), origin, 'next')
    case 'query/previous':
      return queryOtherPage(table, only(request, 'GET', 'POST'), origin, 'previous')
    default:
      return answerInformation(call, entity, rest) ?? answerItem(call, entity, rest)
  }
}

/** Children of a company have no root of their own: it is not there at all. */
function answerRoot({ database, request, origin }: Call, entity: EntityDefinition): SimResponse {
  if (entity.childOfCompany !== undefined) throw routeNotFound(`${origin}${request.path}`)
  return writeRecord(database, entity, request)
}

function answerInformation(call: Call, entity: EntityDefinition, rest: string[]): SimResponse | undefined {
  const { database, request, origin } = call
  const [first, kind, ...more] = rest
  if (first !== 'entityinformation' || more.length > 0) return undefined
  only(request, 'GET')
  if (kind === undefined) return entityInformation(entity)
  if (kind === 'fields') return fieldInformation(database, entity)
  if (kind === 'userdefinedfields' && entity.hasUserDefinedFields) return userDefinedFieldInformation(database, entity)
  throw routeNotFound(`${origin}${request.path}`)
}

function answerItem(call: Call, entity: EntityDefinition, rest: string[]): SimResponse {
  const { database, request, origin } = call
  const [idText = '', childPath, ...below] = rest
  const id = /^-?\d+$/.test(idText) ? Number(idText) : undefined
  if (id === undefined) throw routeNotFound(`${origin}${request.path}`)
  if (childPath !== undefined) return answerChild(call, entity, id, childPath, below)
  if (request.method === 'DELETE' && entity.childOfCompany === undefined) return deleteRecord(database, entity, id)
  only(request, 'GET')
  return itemAnswer(call, entity, id)
}

/** `Companies/{id}/<child>…`: reading, and the only place where such records are written. */
function answerChild(
  call: Call,
  parent: EntityDefinition,
  companyId: number,
  childPath: string,
  below: string[],
): SimResponse {
  const { database, request, origin } = call
  const child = parent.collection === 'Companies' ? findCompanyChild(childPath) : undefined
  if (child === undefined) throw routeNotFound(`${origin}${request.path}`)
  const table = database.table(child.collection)
  const [first, ...more] = below
  if (first === undefined && request.method !== 'GET') {
    return writeRecord(database, child, request, { companyID: companyId })
  }
  if (first === undefined || ((first === 'next' || first === 'previous') && more.length === 0)) {
    return queryChildren(table, only(request, 'GET'), origin, companyId)
  }
  const information = answerInformation(call, child, below)
  if (information !== undefined) return information
  if (!/^\d+$/.test(first) || more.length > 0) throw routeNotFound(`${origin}${request.path}`)
  if (request.method === 'DELETE') {
    // Another company's record is treated as missing.
    const isOfCompany = table.get(Number(first))?.['companyID'] === companyId
    return deleteRecord(database, child, isOfCompany ? Number(first) : Number.NaN)
  }
  only(request, 'GET')
  return itemAnswer(call, child, Number(first), companyId)
}

function itemAnswer(call: Call, entity: EntityDefinition, id: number, companyId?: number): SimResponse {
  const found = call.database.table(entity.collection).get(id)
  const item = companyId === undefined || found?.['companyID'] === companyId ? (found ?? null) : null
  if (item === null && call.missingItemStatus === 404) throw routeNotFound(`${call.origin}${call.request.path}`)
  return { status: 200, body: { item } }
}

function readOnly(request: SimRequest, body: unknown): SimResponse {
  only(request, 'GET')
  return { status: 200, body }
}

/** The request, if its verb is one of these. Throws the 405 otherwise. */
function only(request: SimRequest, ...methods: string[]): SimRequest {
  if (!methods.includes(request.method)) throw methodNotAllowed(request.method)
  return request
}
