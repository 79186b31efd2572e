import type { SimResponse } from '../control/handler.ts'
import { requireScope, type HubSpotAccess } from './access.ts'
import type { Limits } from './limits.ts'
import { parseBody } from './object-routes.ts'
import { invalid, missingScopes, refuse } from './refusal.ts'
import type { HubSpotWorld } from './world.ts'

/** `POST /oauth/v2/private-apps/get/access-token-info`: hub and scopes of a token; needs no scope. */
export function tokenInfo(world: HubSpotWorld, access: HubSpotAccess, body: string): SimResponse {
  const { tokenKey } = parseBody(body) as { tokenKey?: unknown }
  if (tokenKey !== access.accessToken) throw refuse(404, 'resource not found')
  return { status: 200, body: { userId: 1, hubId: world.account.portalId, appId: 45, scopes: access.scopes } }
}

/** `GET /account-info/v3/api-usage/daily/private-apps`. */
export function dailyUsage(limits: Limits, usageLimit: number, now: number): SimResponse {
  return {
    status: 200,
    body: {
      results: [
        {
          name: 'private-apps-api-calls-daily',
          usageLimit,
          currentUsage: limits.usedToday(),
          collectedAt: new Date(now).toISOString(),
          fetchStatus: 'SUCCESS',
          resetsAt: new Date(limits.resetsAt()).toISOString(),
        },
      ],
    },
  }
}

/** `GET /crm/v3/pipelines/deals`: in no particular order, stages too. */
export function listPipelines(world: HubSpotWorld, access: HubSpotAccess): SimResponse {
  requireScope(access, 'crm.objects.deals.read')
  return { status: 200, body: { results: world.pipelines } }
}

const scope = 'conversations.visitor_identification.tokens.create'
const lifeSeconds = 12 * 3_600

/** `POST /visitor-identification/v3/tokens/create`: a new token each time, good for twelve hours; not in the free plan. */
export function createVisitorToken(world: HubSpotWorld, access: HubSpotAccess, text: string, now: number): SimResponse {
  if (!access.scopes.includes(scope)) throw missingScopes(scope)
  if (access.tier === 'free') {
    throw refuse(403, 'This account does not have access to visitor identification.', { category: 'BANNED' })
  }
  const { email } = parseBody(text) as { email?: unknown }
  if (typeof email !== 'string' || !email.includes('@')) throw invalid('email must be a valid email address')
  const issuedAt = Math.floor(now / 1_000)
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const header = part({ typ: 'JWT', alg: 'HS256' })
  const claims = part({ email, hubId: world.account.portalId, iat: issuedAt, exp: issuedAt + lifeSeconds })
  const signature = Buffer.from(`simulated:${email}:${now}`).toString('base64url')
  return { status: 200, body: { token: `${header}.${claims}.${signature}` } }
}
