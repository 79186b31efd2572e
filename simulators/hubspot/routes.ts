import type { SimRequest, SimResponse } from '../control/handler.ts'
import { createVisitorToken, dailyUsage, listPipelines, tokenInfo } from './account-routes.ts'
import { answerReport } from './analytics.ts'
import { checkToken, type HubSpotAccess } from './access.ts'
import { chatScript } from './chat-script.ts'
import type { Database } from './database.ts'
import { listForms, listSubmissions } from './form-routes.ts'
import type { Limits } from './limits.ts'
import { listRecords, readBatch, readRecord, type ObjectCall } from './object-routes.ts'
import { listOwners } from './owner-routes.ts'
import { htmlPage } from './refusal.ts'
import { searchRecords } from './search/search-records.ts'
import type { ObjectType } from './world.ts'

/** A request with its context. */
export interface Call {
  readonly request: SimRequest
  readonly database: Database
  readonly access: HubSpotAccess
  readonly limits: Limits
  readonly perDay: number
  readonly searchTotalCap: number
  readonly now: number
}

const objectNames: Readonly<Record<string, ObjectType>> = {
  contacts: 'contacts',
  companies: 'companies',
  deals: 'deals',
  '0-1': 'contacts',
  '0-2': 'companies',
  '0-3': 'deals',
}

const isVersion = (segment: string | undefined) => /^(v3|\d{4}-\d{2}(-beta)?)$/.test(segment ?? '')

/**
 * Paths in one spelling: `/crm/v3/objects/deals` and `/crm/objects/2026-09/deals` alike become `crm objects deals`. Every
 * area has both, and a slash at the end does not matter.
 */
function normalise(path: string): string[] | null {
  const segments = path.split('/').filter(Boolean)
  const [area = '', second, third] = segments
  if (area === 'crm') {
    const kinds = ['objects', 'pipelines', 'owners']
    if (second === 'v3' && kinds.includes(third ?? '')) return ['crm', ...segments.slice(2)]
    if (kinds.includes(second ?? '') && isVersion(third)) return ['crm', second ?? '', ...segments.slice(3)]
    return null
  }
  if (['account-info', 'visitor-identification', 'marketing'].includes(area)) {
    if (isVersion(second)) return [area, ...segments.slice(2)]
    return area === 'marketing' && second === 'forms' && isVersion(third) ? [area, 'forms', ...segments.slice(3)] : null
  }
  // The older address of visitor identification.
  if (area === 'conversations' && second === 'v3' && third === 'visitor-identification') return segments.slice(2)
  return segments
}

/** Answers any request. Throws a refusal for requests that the vendor rejects. */
export function answerCall(call: Call): SimResponse {
  const { request, database, access, limits } = call
  const script = /^\/(\d+)\.js$/.exec(request.path)?.[1]
  if (script !== undefined && script === String(database.world.account.portalId)) return loader(script)
  const segments = normalise(request.path)
  const route = segments && findRoute(segments, request.method)
  if (!route) throw htmlPage(404, 'Not Found')
  if (route.method !== request.method) throw htmlPage(405, 'Method Not Allowed')
  if (route.isOpen) return route.answer(call)
  checkToken(request.headers, access)
  const headers = limits.count(route.isSearch ? 'search' : 'other')
  const response = route.answer(call)
  return { ...response, headers: { ...headers, ...response.headers } }
}

function loader(hubId: string): SimResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/javascript;charset=utf-8', 'cross-origin-resource-policy': 'cross-origin' },
    body: chatScript(hubId),
  }
}

interface Route {
  readonly method: 'GET' | 'POST'
  readonly isSearch?: boolean
  /** Asked without the header; such calls count towards no limit. */
  readonly isOpen?: boolean
  readonly answer: (call: Call) => SimResponse
}

function findRoute([area, ...rest]: string[], method: string): Route | undefined {
  const path = rest.join('/')
  if (area === 'crm' && rest[0] === 'objects') return objectRoute(rest.slice(1), method)
  if (area === 'crm' && path === 'pipelines/deals') {
    return { method: 'GET', answer: ({ database, access }) => listPipelines(database.world, access) }
  }
  if (area === 'crm' && path === 'owners') {
    return {
      method: 'GET',
      answer: ({ database, access, request }) => listOwners(database.world, access, request.query),
    }
  }
  if (area === 'marketing' && path === 'forms') {
    return {
      method: 'GET',
      answer: ({ database, access, request }) => listForms(database.world, access, request.query),
    }
  }
  if (area === 'form-integrations' && path.startsWith('v1/submissions/forms/') && rest.length === 4) {
    const guid = rest[3] ?? ''
    return {
      method: 'GET',
      answer: ({ database, access, request }) => listSubmissions(database.world, access, guid, request.query),
    }
  }
  if (area === 'analytics' && path.startsWith('v2/reports/')) {
    return {
      method: 'GET',
      answer: ({ database, access, request }) => answerReport(database.world, access, rest.slice(2), request.query),
    }
  }
  if (area === 'account-info' && path === 'details') {
    return { method: 'GET', answer: ({ database }) => ({ status: 200, body: database.world.account }) }
  }
  if (area === 'account-info' && path === 'api-usage/daily/private-apps') {
    return { method: 'GET', answer: ({ limits, perDay, now }) => dailyUsage(limits, perDay, now) }
  }
  if (area === 'oauth' && path === 'v2/private-apps/get/access-token-info') {
    return {
      method: 'POST',
      isOpen: true,
      answer: ({ database, access, request }) => tokenInfo(database.world, access, request.body),
    }
  }
  if (area === 'visitor-identification' && path === 'tokens/create') {
    return {
      method: 'POST',
      answer: ({ database, access, request, now }) => createVisitorToken(database.world, access, request.body, now),
    }
  }
  return undefined
}

function objectRoute([name = '', action, more, ...rest]: string[], method: string): Route | undefined {
  const type = objectNames[name]
  if (type === undefined || rest.length > 0) return undefined
  const toCall = ({ database, access, request }: Call): ObjectCall => ({
    type,
    database,
    access,
    query: request.query,
    body: request.body,
    address: `https://api.hubapi.com${request.path}`,
  })
  if (action === undefined) return { method: 'GET', answer: (call) => listRecords(toCall(call)) }
  if (action === 'search' && more === undefined) {
    return { method: 'POST', isSearch: true, answer: (call) => searchRecords(toCall(call), call.searchTotalCap) }
  }
  if (action === 'batch' && more === 'read') {
    return { method: 'POST', answer: (call) => readBatch(toCall(call), call.now) }
  }
  if (more !== undefined || method !== 'GET') return undefined
  return { method: 'GET', answer: (call) => readRecord(toCall(call), action) }
}
