import { keptIds } from './describe-arguments.ts'

/** What the audit log says of `representations`. */
export interface DescribedReferences {
  /** By type, such as `Ticket: ["4711", "4712"], Company: ["29"]`. */
  readonly text: string
  /** Ids of tenants in the references; at most some dozens. Those whose records are read are told by who reads them. */
  readonly tenants: readonly string[]
}

/** How many ids of a type are described; the rest is counted. */
const maxIds = 10
/** How many types are, and tenants. */
const maxTypes = 20
const maxTenants = 50

const redacted = '[redacted]'
const typeName = /^\w{1,60}$/
const tenantId = /^[\w-]{1,100}$/

/** Types whose ids begin with a tenant's, or are one. */
const ofTenants = new Set(['Tenant', 'ConnectWiseTicket', 'Change'])

/** Describes what other subgraphs refer to: the types and ids; any other text is left out. */
export function describeReferences(representations: unknown): DescribedReferences {
  const list: readonly unknown[] = Array.isArray(representations) ? representations : [representations]
  const byType = Map.groupBy(list.map(readReference), ({ type }) => type)
  const parts: string[] = []
  const tenants = new Set<string>()
  for (const [type, references] of [...byType].slice(0, maxTypes)) {
    const ids = references.slice(0, maxIds).map(({ id }) => (id === null ? redacted : `"${id}"`))
    if (references.length > maxIds) ids.push(`… ${references.length - maxIds} more`)
    parts.push(`${type}: [${ids.join(', ')}]`)
    if (ofTenants.has(type)) for (const { id } of references) addTenant(id, tenants)
  }
  if (byType.size > maxTypes) parts.push(`… ${byType.size - maxTypes} more`)
  return { text: parts.join(', '), tenants: [...tenants] }
}

function addTenant(id: string | null, tenants: Set<string>): void {
  const tenant = id?.split(':', 1)[0] ?? ''
  if (tenants.size < maxTenants && tenantId.test(tenant)) tenants.add(tenant)
}

function readReference(representation: unknown): { readonly type: string; readonly id: string | null } {
  const { __typename: type, id } = (representation ?? {}) as { readonly __typename?: unknown; readonly id?: unknown }
  const text = typeof id === 'number' ? String(id) : id
  return {
    type: typeof type === 'string' && typeName.test(type) ? type : redacted,
    id: typeof text === 'string' && keptIds.test(text) ? text : null,
  }
}
