import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { CompanyState } from '../../support/connectwise-state.ts'
import { startWorld, type RoleName, type World } from '../../support/world.ts'

let world: World
let acme: CompanyState
beforeAll(async () => {
  world = await startWorld({ tenants: true, scale: 0.1 })
  acme = (await world.connectWise.state())['acme']!
})
beforeEach(async () => {
  await world.connectWise.clearFaults()
  await world.query('mutation { refresh(input: { scope: CHANGES }) { refreshedAt } }')
  await world.connectWise.clearRequests()
})
afterAll(() => world.close())

interface Board {
  id: number
  name: string
  statuses: { id: number; name: string }[] | null
}

async function boardsOf(tenant: string, role: RoleName) {
  const { body } = await world.query<{ tenant: { connectWise: { boards: Board[] | null } } }>(
    'query ($id: ID!) { tenant(id: $id) { connectWise { boards { id name statuses { id name } } } } }',
    { id: tenant },
    { role },
  )
  return {
    boards: body.data?.tenant?.connectWise.boards,
    errors: (body.errors ?? []).map(({ extensions }) => extensions.code),
  }
}

test('boards in use come by name with the statuses that can be chosen, in one call each', async () => {
  const expected = acme.boards
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ id, name }) => ({
      id,
      name,
      statuses: acme.statuses
        .filter((status) => status.board.id === id && !status.inactive)
        .toSorted((a, b) => a.sortOrder - b.sortOrder || a.id - b.id)
        .map((status) => ({ id: status.id, name: status.name })),
    }))
  const { boards, errors } = await boardsOf('acme', 'operator')

  expect(errors).toEqual([])
  expect(boards).toEqual(expected)
  expect((await world.connectWise.requests()).length).toBe(1 + expected.length)
  await boardsOf('acme', 'operator')
  expect((await world.connectWise.requests()).length).toBe(1 + expected.length)
})

test('boards of a tenant whose feature is off are for its administrators alone', async () => {
  const turn = (enabled: boolean) =>
    world.query(
      'mutation ($input: SetFeatureFlagInput!) { setFeatureFlag(input: $input) { userErrors { code } } }',
      { input: { key: 'connectwise_integration', enabled, tenantId: 'acme' } },
      { role: 'admin' },
    )
  await turn(false)

  expect(await boardsOf('acme', 'operator')).toEqual({ boards: null, errors: ['FEATURE_DISABLED'] })
  expect((await boardsOf('acme', 'admin')).boards?.length).toBe(acme.boards.length)
  await turn(true)
})

test('boards are null with the reason where they cannot be read, and a board without statuses costs no other', async () => {
  expect(await boardsOf('initech', 'admin')).toEqual({ boards: null, errors: ['VENDOR_NOT_CONFIGURED'] })
  expect((await boardsOf('acme', 'viewer')).errors).toEqual(['FORBIDDEN'])
  const broken = acme.boards[0]!.id
  await world.connectWise.fault({ match: `/boards/${broken}/statuses`, status: 403, times: -1 })
  const { boards, errors } = await boardsOf('acme', 'admin')

  expect(errors).toEqual(['VENDOR_FORBIDDEN'])
  expect(boards?.filter(({ statuses }) => statuses === null).map(({ id }) => id)).toEqual([broken])
})
