import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../support/world.ts'

let world: World
let authorization: string
beforeAll(async () => {
  world = await startWorld()
  authorization = `Bearer ${await world.token('viewer')}`
})
afterAll(() => world.close())

const wrongDocument =
  'HTTP 400 also for application/json: callers and balancers see by the status that nothing was executed'
const crossSite =
  'a GET that a foreign page could send without asking is refused; with `apollo-require-preflight` it is answered'

/** What of the specification (MUST, SHOULD, MAY) the gateway does not do, and why. */
const exceptions: Readonly<Record<string, string>> = {
  '572B': wrongDocument,
  FDE2: wrongDocument,
  '7B9B': wrongDocument,
  '5A70': crossSite,
  D6D5: crossSite,
  '6A70': crossSite,
}

const audits = serverAudits({
  url: () => `${world.url}/graphql`,
  fetchFn: (url: string, init: RequestInit = {}) =>
    fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), authorization } }),
})

describe('GraphQL over HTTP', () => {
  test('all of the audit is here', () => {
    const ids = audits.map(({ id }) => id)
    expect(ids.length).toBeGreaterThan(60)
    expect(Object.keys(exceptions).filter((id) => !ids.includes(id))).toEqual([])
  })

  test.each(audits.filter(({ id }) => !Object.hasOwn(exceptions, id)))('$id: $name', async ({ fn }) => {
    expect(await fn()).toMatchObject({ status: 'ok' })
  })

  test.each(audits.filter(({ id }) => Object.hasOwn(exceptions, id)))(
    'not $id: $name, for a reason',
    async ({ id, fn }) => {
      const result = await fn()
      expect({ id, status: result.status }).not.toMatchObject({ status: 'ok' })
    },
  )
})
