import type { IncomingHttpHeaders } from 'node:http'
import type { SimRequest, SimResponse } from '../control/handler.ts'
import { Refusal, methodNotAllowed, serverError } from './refusal.ts'

/** What an API user signs in with, in plain headers. */
export interface AutotaskCredentials {
  /** An e-mail address. */
  username: string
  secret: string
  /** The tracking identifier of the integration, about 27 characters. */
  integrationCode: string
}

/** The credentials a simulator takes unless it is given others. */
export const defaultCredentials: AutotaskCredentials = {
  username: 'api-user@roc.example',
  secret: 'simulated-autotask-secret',
  integrationCode: 'SIMULATEDINTEGRATIONCODE027',
}

/** The folder that Autotask's REST API lives in. */
export const basePath = '/ATServicesRest/'

/**
 * Checks the three headers. Any wrong or missing one is the same 401 with an empty body (recorded live in 2026),
 * without saying which.
 */
export function checkCredentials(headers: IncomingHttpHeaders, credentials: AutotaskCredentials): void {
  const isKnown =
    String(headers['username']).toLowerCase() === credentials.username.toLowerCase() &&
    headers['secret'] === credentials.secret &&
    headers['apiintegrationcode'] === credentials.integrationCode
  if (!isKnown) {
    throw new Refusal({ status: 401, headers: { 'www-authenticate': 'Basic Realm="webservices3.autotask.net"' } })
  }
}

/** `GET V1.0/ZoneInformation?user=`, without credentials: where this user's database is. `origin` is this server's own. */
export function zoneInformation(request: SimRequest, username: string, origin: string): SimResponse {
  if (request.method !== 'GET') throw methodNotAllowed(request.method)
  const [, user = ''] = [...request.query].find(([name]) => name.toLowerCase() === 'user') ?? []
  if (user.toLowerCase() !== username.toLowerCase()) throw serverError('Zone information could not be determined')
  return {
    status: 200,
    body: {
      zoneName: 'America East',
      url: `${origin}${basePath}`,
      webUrl: 'https://ww3.autotask.net/',
      ci: 123_456,
    },
  }
}
