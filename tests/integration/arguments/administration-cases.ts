import { randomUUID } from 'node:crypto'
import { seedTenants } from '../../../scripts/seed-tenants.ts'
import type { World } from '../../support/world.ts'
import type { CallField } from './call-field.ts'
import type { Arguments, FieldCase, Outcome } from './compare.ts'

const userErrors = 'userErrors { field code message }'
const credentials = `credentials {
  baseUrl companyId publicKeyHint clientIdHint defaultTimeMinutes autoUpdateStatus defaultStatuses { boardId statusId }
  defaultMemberIdentifier memberMap { email memberIdentifier } workRole workType
}`

/** How every argument of what administrators do is looked at: by what is stored, and by whether ConnectWise can be reached. */
export async function createAdministrationCases(world: World, call: CallField): Promise<Record<string, FieldCase>> {
  const ask = (field: string, selection: string, args: Arguments) =>
    call({ field: `Mutation.${field}`, selection, role: 'admin' }, args)
  const usualCredentials = { tenantId: 'acme', ...world.simulators.connectWise.credentials('acme') }
  const test = (args: Arguments) => ask('testConnectWiseConnection', `{ checks { area state } ${userErrors} }`, args)
  async function putBack(): Promise<void> {
    const { credentials } = world.simulators.connectWise
    await seedTenants({ url: world.url, token: await world.token('admin'), credentials })
    const input = { key: 'autotask_sales_activity', enabled: true, tenantId: 'acme' }
    await ask('setFeatureFlag', `{ ${userErrors} }`, { input })
  }
  const stored = async () => {
    const { body } = await world.query(
      `{ tenants { id name connectWise { ${credentials} } } featureFlags { key enabled tenants { tenant { id } enabled } } }`,
      {},
      { role: 'admin' },
    )
    return body
  }
  /** The answer, and what is stored of all tenants then; the tenants of the demo are put back afterwards. */
  const changing =
    (field: string, selection = `{ ${userErrors} }`) =>
    async (args: Arguments): Promise<Outcome> => {
      const { data, errors } = await ask(field, selection, args)
      const after = await stored()
      const { data: checks } = await test({ input: { tenantId: 'acme' } })
      await putBack()
      return { data: { data, after, checks }, errors }
    }

  const names = async (id: unknown, name: unknown): Promise<Outcome> => {
    const { data, errors } = await ask('createTenant', `{ tenant { name } ${userErrors} }`, { input: { id, name } })
    return { data, errors }
  }
  const status = { boardId: 1, statusId: 2 }
  const mapping = { email: 'ann@msp.example', memberIdentifier: 'ann' }
  const flag = { key: 'connectwise_integration', enabled: false, tenantId: 'acme' }
  return {
    'Mutation.createTenant': {
      usual: { input: { id: 'acme', name: 'Another' } },
      observe: ({ input }) => names((input as Arguments)['id'], (input as Arguments)['name']),
      of: {
        id: { to: ['initech-2'] },
        name: {
          to: ['Yet another'],
          observe: ({ input }) => names(`t${randomUUID().slice(0, 8)}`, (input as Arguments)['name']),
        },
      },
    },
    'Mutation.renameTenant': {
      usual: { input: { id: 'initech', name: 'Initech' } },
      observe: changing('renameTenant', `{ tenant { id name } ${userErrors} }`),
      of: { id: { to: ['globex', 'nothing'] }, name: { to: ['Initech Voice'] } },
    },
    'Mutation.saveConnectWiseCredentials': {
      usual: { input: usualCredentials },
      observe: changing('saveConnectWiseCredentials'),
      of: {
        tenantId: { to: ['initech'] },
        baseUrl: { to: ['https://api-na.myconnectwise.net'] },
        companyId: { to: ['globex'] },
        publicKey: { to: ['Another-key-1234'] },
        privateKey: { to: ['another-key'] },
        clientId: { to: ['0a1b7a5e-6c1f-4c55-9d53-ac3e00009999'] },
        defaultTimeMinutes: { to: [45] },
        'defaultStatuses.boardId': { with: { input: { defaultStatuses: [status] } }, to: [8] },
        'defaultStatuses.statusId': { with: { input: { defaultStatuses: [status] } }, to: [9] },
        defaultMemberIdentifier: { to: ['praman'] },
        'memberMap.email': { with: { input: { memberMap: [mapping] } }, to: ['bob@msp.example'] },
        'memberMap.memberIdentifier': { with: { input: { memberMap: [mapping] } }, to: ['bob'] },
        workRole: { to: ['Trainer'] },
        workType: { to: ['On-site'] },
      },
    },
    'Mutation.deleteConnectWiseCredentials': {
      usual: { input: { tenantId: 'initech' } },
      observe: changing('deleteConnectWiseCredentials'),
      of: { tenantId: { to: ['globex'] } },
    },
    'Mutation.testConnectWiseConnection': {
      usual: { input: { tenantId: 'acme' } },
      observe: test,
      of: { tenantId: { to: ['initech'] } },
    },
    'Mutation.setFeatureFlag': {
      usual: { input: flag },
      observe: changing('setFeatureFlag'),
      of: { key: { to: ['autotask_sales_activity', 'nothing'] }, tenantId: { to: ['globex', undefined] } },
    },
    'Mutation.refresh': {
      usual: { input: { scope: 'ALL' } },
      observe: async (args) => {
        const { errors } = await ask('refresh', `{ ${userErrors} }`, args)
        return { data: await askedAgain(world), errors }
      },
      of: {},
    },
  }
}

/** Which vendors are asked, and for what, by a question about everything. */
async function askedAgain(world: World): Promise<string[]> {
  const vendors = [world, world.hubspot, world.connectWise]
  for (const vendor of vendors) await vendor.clearRequests()
  await world.query(
    `{ tickets { totalCount } recentContacts { id } formStats { id submissions }
      tenant(id: "acme") { connectWise { tickets(search: "phone") { id } } } }`,
    {},
    { role: 'admin' },
  )
  const requests = await Promise.all(vendors.map((vendor) => vendor.requests()))
  return [...new Set(requests.flat().map(({ method, path }) => `${method} ${path}`))].toSorted()
}
