import type { GraphChange } from './evidence.ts'
import type { FirePlan } from './planned-change.ts'

/** Asks a gateway; goes on asking while it is away. */
export type AskGraph = <Data>(document: string, variables?: Record<string, unknown>) => Promise<Data>

/** @throws Error with the whole answer when there are errors in it, or input errors */
export function createGraph(url: () => string, token: string): AskGraph {
  return async <Data>(query: string, variables: Record<string, unknown> = {}) => {
    for (let tries = 1; ; tries++) {
      try {
        const response = await fetch(`${url()}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify({ query, variables }),
        })
        const text = await response.text()
        const answer = JSON.parse(text) as { data?: Data; errors?: unknown }
        if (answer.errors !== undefined || !answer.data || /"userErrors":\[\{/.test(text)) throw new Error(text)
        return answer.data
      } catch (error) {
        if (tries >= 50 || !(error instanceof TypeError)) throw error
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
  }
}

/** How to sign in to a tenant's ConnectWise. */
export interface Keys {
  readonly baseUrl: string
  readonly companyId: string
  readonly publicKey: string
  readonly privateKey: string
  readonly clientId: string
}

/** Makes the plan's tenants with their credentials, and switches the feature on. */
export async function setUpTenants(ask: AskGraph, plan: FirePlan, keysOf: (tenantId: string) => Keys): Promise<void> {
  for (const [id, defaults] of Object.entries(plan.tenants)) {
    await ask('mutation ($input: CreateTenantInput!) { createTenant(input: $input) { userErrors { message } } }', {
      input: { id, name: `Tenant ${id}` },
    })
    const { baseUrl, companyId, publicKey, privateKey, clientId } = keysOf(id)
    await ask(
      `mutation ($input: SaveConnectWiseCredentialsInput!) {
        saveConnectWiseCredentials(input: $input) { userErrors { field message } }
      }`,
      { input: { tenantId: id, baseUrl, companyId, publicKey, privateKey, clientId, ...defaults } },
    )
  }
  await ask('mutation ($input: SetFeatureFlagInput!) { setFeatureFlag(input: $input) { userErrors { message } } }', {
    input: { key: 'connectwise_integration', enabled: true },
  })
}

/** Takes a change back, asking until there is an answer. @returns how it stands then */
export async function cancelChange(ask: AskGraph, changeId: string): Promise<string> {
  for (let tries = 1; ; tries++) {
    try {
      const { cancelChange: answer } = await ask<{ cancelChange: CancelAnswer }>(cancelDocument, { changeId })
      return answer.change.state
    } catch (error) {
      // What it is by now it may stay: that is an answer too.
      const ended = /Only a change that is PENDING can be cancelled; this one is (\w+)/.exec(String(error))?.[1]
      if (ended !== undefined) return ended
      if (tries >= 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

interface CancelAnswer {
  change: { state: string }
}

const cancelDocument = `
  mutation ($changeId: ID!) {
    cancelChange(input: { changeId: $changeId, waitSeconds: 0 }) { change { state } userErrors { message } }
  }`

/** Every change of a tenant that the graph lists. */
export async function listChanges(ask: AskGraph, tenantId: string): Promise<GraphChange[]> {
  const page = async (after: string | null) =>
    (await ask<ListAnswer>(listDocument, { tenantId, after })).tenant.connectWise.changes
  let last = await page(null)
  const changes = [...last.nodes]
  while (last.pageInfo.hasNextPage) {
    last = await page(last.pageInfo.endCursor)
    changes.push(...last.nodes)
  }
  if (changes.length !== last.totalCount) throw new Error(`${changes.length} listed of ${last.totalCount} changes`)
  return changes
}

interface ListAnswer {
  tenant: {
    connectWise: {
      changes: {
        nodes: GraphChange[]
        totalCount: number
        pageInfo: { hasNextPage: boolean; endCursor: string | null }
      }
    }
  }
}

const listDocument = `
  query ($tenantId: ID!, $after: String) {
    tenant(id: $tenantId) {
      connectWise {
        changes(first: 100, after: $after) {
          nodes {
            id ticketId note minutes statusId memberIdentifier operator state createdAt
            steps { kind state attempts vendorId reason }
          }
          totalCount
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }`
