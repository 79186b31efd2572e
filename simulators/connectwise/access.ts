import type { IncomingHttpHeaders } from 'node:http'
import type { SimResponse } from '../control/handler.ts'
import { simulatedCompanies } from './companies.ts'
import type { SimulatedCompany } from './companies.ts'
import { cannotRoute, jsonRefusal, routeNotFound } from './refusal.ts'

/** The codebase that leads to whichever version a company has. */
const router = 'v4_6_release'

/** The path after `apis/3.0/` and the codebase before it, without slashes around; undefined when it is no address of the API. */
export function parseApiPath(path: string): { codebase: string; rest: string } | undefined {
  const found = /^\/([^/]+)\/apis\/3\.0(?:\/(.*))?$/i.exec(path)
  if (found === null) return undefined
  return { codebase: (found[1] ?? '').toLowerCase(), rest: (found[2] ?? '').replace(/\/$/, '') }
}

/**
 * The company that the request signs in for. Throws the router's text for a company or codebase it cannot place, the web
 * server's page for a version the company no longer has, and 401 for wrong keys or client ids.
 */
export function signIn(headers: IncomingHttpHeaders, codebase: string, rest: string): SimulatedCompany {
  const isVersion = /^v\d{4}_\d+$/.test(codebase)
  // A base URL pasted twice: the router takes the rest for a codebase.
  if ((!isVersion && codebase !== router) || /(?:^|\/)apis\/3\.0(?:\/|$)/i.test(rest)) throw cannotRoute()
  const basic = readBasic(headers.authorization)
  if (basic === undefined) throw unauthorized('The authorization header is missing or cannot be read.')

  const company = findCompany(basic.companyId)
  if (company === undefined) throw isVersion ? unauthorized(wrongKeys) : cannotRoute()
  if (isVersion && `${codebase}/` !== company.codebase) throw routeNotFound()
  if (basic.publicKey !== company.publicKey || basic.privateKey !== company.privateKey) throw unauthorized(wrongKeys)
  const clientId = headers['clientid']
  if (clientId === undefined || clientId === '') throw unauthorized('The clientId header is required.')
  if (String(clientId).toLowerCase() !== company.clientId) throw unauthorized('The clientId is not valid.')
  return company
}

/**
 * `GET /login/companyinfo/{id}`, without credentials; 200 with null for an unknown company. `host` is this server's.
 */
export function companyInfo(companyId: string, host: string): SimResponse {
  const company = findCompany(companyId)
  if (company === undefined) return { status: 200, headers: jsonType, body: 'null' }
  return {
    status: 200,
    body: {
      CompanyName: company.name,
      Codebase: company.codebase,
      VersionCode: `v${company.version}`,
      VersionNumber: `v${company.version}.77997`,
      CompanyID: company.companyId,
      // Documented as a string, observed as a boolean: each cloud company uses one of them.
      IsCloud: company.companyId === 'acme' ? 'True' : company.isCloud,
      SiteUrl: host,
      AllowedOrigins: [],
    },
  }
}

const jsonType = { 'content-type': 'application/json; charset=utf-8' }
const wrongKeys = 'Incorrect public/private key'

function findCompany(companyId: string): SimulatedCompany | undefined {
  return simulatedCompanies.find((company) => company.companyId === companyId.toLowerCase())
}

/** `Basic base64("{companyId}+{publicKey}:{privateKey}")`. */
function readBasic(header: string | undefined) {
  const [, encoded = ''] = /^Basic\s+(\S+)$/i.exec(header ?? '') ?? []
  const [, companyId, publicKey, privateKey] =
    /^([^+]*)\+([^:]*):(.*)$/.exec(Buffer.from(encoded, 'base64').toString()) ?? []
  if (companyId === undefined || publicKey === undefined || privateKey === undefined) return undefined
  return { companyId, publicKey, privateKey }
}

function unauthorized(message: string) {
  return jsonRefusal(401, {
    code: 'Unauthorized',
    message,
    errors: [{ code: 'UserNotAuthenticated', message, resource: '', field: '' }],
  })
}
