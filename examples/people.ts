import type { GivenPrincipal } from 'msp-graph'

/*
 * Who asks, for the examples: programs with keys of their own. Yours knows its people by a session, a header of its proxy, or
 * access tokens of an identity provider (then leave principalOf out, and set OIDC_ISSUER and OIDC_AUDIENCE).
 */

const wallboard: GivenPrincipal = { id: 'wallboard', name: 'Wallboard', email: null, roles: ['VIEWER'], tenants: [] }
const dispatcher: GivenPrincipal = {
  id: 'dispatcher',
  name: 'Dispatcher',
  email: 'dispatch@msp.example',
  roles: ['OPERATOR'],
  tenants: ['acme'],
}

const peopleByKey = new Map<string | undefined, GivenPrincipal>([
  [process.env['WALLBOARD_KEY'], wallboard],
  [process.env['DISPATCHER_KEY'], dispatcher],
])

/** Null: unknown, and answered 401. */
export function principalOf({ headers }: Request): GivenPrincipal | null {
  const key = headers.get('x-api-key')
  return key === null ? null : (peopleByKey.get(key) ?? null)
}

/** For what the program itself asks. */
export const itself: GivenPrincipal = { id: 'intranet', name: 'Intranet', email: null, roles: ['VIEWER'], tenants: [] }
