import { afterEach, describe, expect, test } from 'vitest'
import { allScopes } from '../../../../simulators/hubspot/access.ts'
import { startSmallHubSpot, type SmallHubSpot } from './small-hubspot.ts'

let hubspot: SmallHubSpot
afterEach(() => hubspot.close())

const without = (...scopes: string[]) => ({ access: { scopes: allScopes.filter((scope) => !scopes.includes(scope)) } })

describe('a token', () => {
  test('that is wrong, or not there, is refused', async () => {
    hubspot = await startSmallHubSpot()
    const wrong = await hubspot.get('/crm/v3/objects/deals', { authorization: 'Bearer pat-na1-other' })
    const none = await hubspot.get('/crm/v3/objects/deals', { authorization: '' })

    expect([wrong.status, wrong.body.category]).toEqual([401, 'INVALID_AUTHENTICATION'])
    expect([none.status, none.headers.get('x-hubspot-auth-failure')]).toEqual([401, '401 Unauthorized'])
  })

  test('that cannot be read counts as one that ran out', async () => {
    hubspot = await startSmallHubSpot()
    const answer = await hubspot.get('/crm/v3/objects/deals', { authorization: 'Bearer nonsense' })

    expect([answer.status, answer.body.category]).toEqual([401, 'EXPIRED_AUTHENTICATION'])
  })

  test('tells its hub and scopes', async () => {
    hubspot = await startSmallHubSpot(without('forms'))
    const { body } = await hubspot.post('/oauth/v2/private-apps/get/access-token-info', { tokenKey: hubspot.token })

    expect(body.hubId).toBe(hubspot.world().account.portalId)
    expect(body.scopes).not.toContain('forms')
  })
})

describe('a missing scope', () => {
  test.each([
    ['crm.objects.contacts.read', '/crm/v3/objects/contacts'],
    ['crm.objects.companies.read', '/crm/v3/objects/companies'],
    ['crm.objects.deals.read', '/crm/v3/objects/deals'],
    ['crm.objects.deals.read', '/crm/v3/pipelines/deals'],
    ['crm.objects.owners.read', '/crm/v3/owners'],
    ['forms', '/marketing/v3/forms'],
  ])('%s refuses %s and names it', async (scope, path) => {
    hubspot = await startSmallHubSpot(without(scope))
    const { status, body } = await hubspot.get(path)

    expect([status, body.category]).toEqual([403, 'MISSING_SCOPES'])
    expect(body.errors[0].context.requiredGranularScopes).toEqual([scope])
  })

  test('refuses analytics in the older words', async () => {
    hubspot = await startSmallHubSpot(without('business-intelligence'))
    const { status, body } = await hubspot.get('/analytics/v2/reports/totals/total?start=20260301&end=20260318')

    expect(status).toBe(403)
    expect(body.message).toBe("EXTERNAL auth request is missing required 'business-intelligence' scope.")
    expect(body).not.toHaveProperty('category')
  })
})

describe('visitor identification', () => {
  const path = '/visitor-identification/v3/tokens/create'

  test.each([
    path,
    '/visitor-identification/2026-09/tokens/create',
    '/conversations/v3/visitor-identification/tokens/create',
  ])('gives a token at %s', async (address) => {
    hubspot = await startSmallHubSpot()
    const { body } = await hubspot.post(address, { email: 'ann@msp.example' })
    const claims = JSON.parse(Buffer.from(body.token.split('.')[1], 'base64url').toString())

    expect(claims).toMatchObject({ email: 'ann@msp.example', exp: claims.iat + 12 * 3_600 })
  })

  test('needs a paid plan', async () => {
    hubspot = await startSmallHubSpot({ access: { tier: 'free' } })

    expect((await hubspot.post(path, { email: 'ann@msp.example' })).status).toBe(403)
  })
})

test('the chat’s loader needs no token, and is there for this account only', async () => {
  hubspot = await startSmallHubSpot()
  const { portalId } = hubspot.world().account
  const script = await hubspot.get(`/${portalId}.js`, { authorization: '' })

  expect([script.status, script.headers.get('content-type')]).toEqual([200, 'application/javascript;charset=utf-8'])
  expect(script.text).toContain('HubSpotConversations')
  expect((await hubspot.get('/1.js', { authorization: '' })).status).toBe(404)
})
