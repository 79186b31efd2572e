import type { SimResponse } from '../control/handler.ts'
import { requireScope, type HubSpotAccess } from './access.ts'
import { readLimit } from './object-routes.ts'
import type { HubSpotWorld } from './world.ts'

/**
 * `GET /crm/v3/owners`: those that can be assigned now or, with `archived=true`, those that have left; 100 unless `limit`
 * says otherwise, 500 at most. `after` is the id of the next one; `email` finds one.
 */
export function listOwners(world: HubSpotWorld, access: HubSpotAccess, query: URLSearchParams): SimResponse {
  requireScope(access, 'crm.objects.owners.read')
  const limit = readLimit(query.get('limit'), 100, 500)
  const [after, email] = [query.get('after'), query.get('email')]
  const wantsArchived = query.get('archived') === 'true'
  const rest = world.owners.filter(
    (owner) =>
      owner.archived === wantsArchived &&
      (after === null || Number(owner.id) >= Number(after)) &&
      (email === null || owner.email.toLowerCase() === email.toLowerCase()),
  )
  const next = rest[limit]
  return {
    status: 200,
    body: { results: rest.slice(0, limit), ...(next && { paging: { next: { after: next.id } } }) },
  }
}
