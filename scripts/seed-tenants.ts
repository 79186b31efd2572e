import type { ConnectWiseCredentials } from '../simulators/connectwise/companies.ts'

/** Sends operations to the gateway as an administrator. */
type Ask = (document: string, variables: Record<string, unknown>) => Promise<Record<string, unknown>>

export interface SeedOptions {
  /** The gateway's origin. */
  readonly url: string
  /** An administrator's access token. */
  readonly token: string
  /** What is saved to reach a simulated company's system. */
  readonly credentials: (companyId: string) => ConnectWiseCredentials
}

/** The tenants of the demo. Those with ConnectWise have it switched on. */
const tenants = [
  { id: 'acme', name: 'Acme Telecom', hasConnectWise: true },
  { id: 'globex', name: 'Globex Communications', hasConnectWise: true },
  { id: 'initech', name: 'Initech Voice Services', hasConnectWise: false },
] as const

const createTenant = 'mutation ($input: CreateTenantInput!) { createTenant(input: $input) { userErrors { message } } }'
const saveCredentials = `mutation ($input: SaveConnectWiseCredentialsInput!) {
  saveConnectWiseCredentials(input: $input) { userErrors { field message } }
}`
const setFeature =
  'mutation ($input: SetFeatureFlagInput!) { setFeatureFlag(input: $input) { userErrors { message } } }'

/**
 * Sets up the simulated world's tenants, as an administrator would: through the graph. Existing tenants stay, with
 * their credentials and features updated.
 *
 * @throws Error when the gateway rejects an operation
 */
export async function seedTenants({ url, token, credentials }: SeedOptions): Promise<void> {
  const ask = createAsk(url, token)
  const { tenants: there } = await ask('{ tenants { id } }', {})
  const known = new Set((there as { id: string }[]).map(({ id }) => id))
  for (const { id, name, hasConnectWise } of tenants) {
    if (!known.has(id)) await change(ask, createTenant, { id, name })
    if (!hasConnectWise) continue
    await change(ask, saveCredentials, { tenantId: id, ...credentials(id) })
    await change(ask, setFeature, { key: 'connectwise_integration', enabled: true, tenantId: id })
  }
}

async function change(ask: Ask, document: string, input: Record<string, unknown>): Promise<void> {
  const [payload] = Object.values(await ask(document, { input })) as { userErrors: { message: string }[] }[]
  const [refused] = payload?.userErrors ?? []
  if (refused) throw new Error(`The tenants could not be set up: ${refused.message}`)
}

function createAsk(url: string, token: string): Ask {
  return async (query, variables) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    })
    const { data, errors } = (await response.json()) as {
      data?: Record<string, unknown>
      errors?: { message: string }[]
    }
    if (!data || errors) throw new Error(`The tenants could not be set up: ${errors?.[0]?.message}`)
    return data
  }
}
