/** Required scope of an access token per area, with a description. */
const scopes: Readonly<Record<string, { readonly scope: string; readonly opens: string }>> = {
  contacts: { scope: 'crm.objects.contacts.read', opens: 'contacts' },
  companies: { scope: 'crm.objects.companies.read', opens: 'companies' },
  deals: { scope: 'crm.objects.deals.read', opens: 'deals' },
  pipelines: { scope: 'crm.objects.deals.read', opens: 'deal pipelines' },
  owners: { scope: 'crm.objects.owners.read', opens: 'owners' },
  forms: { scope: 'forms', opens: 'forms' },
  analytics: { scope: 'business-intelligence', opens: 'website analytics' },
  visitors: { scope: 'conversations.visitor_identification.tokens.create', opens: 'the identity of chat visitors' },
}

const isScope = (value: unknown): value is string => typeof value === 'string' && /^[a-z][\w.-]{1,99}$/i.test(value)

/**
 * Explains what a rejected access token lacks. HubSpot words a 403 in many ways: takes the scope from its list (any one
 * of it suffices, so ours if included), else from a quoted name in its text, else the scope this area needs. Repeats
 * nothing else of the response, since some texts quote the token.
 */
export function refusedScope(area: string, body: { readonly message?: unknown; readonly errors?: unknown }): string {
  const known = scopes[area]
  const listed = listedScopes(body.errors)
  const quoted =
    typeof body.message === 'string' ? /'([\w.-]+)' scope/.exec(body.message.slice(0, 1_000))?.[1] : undefined
  const named = [...listed, quoted].filter(isScope)
  const scope = known && (named.length === 0 || named.includes(known.scope)) ? known.scope : named[0]
  const what = known ? `may not read ${known.opens} in HubSpot` : 'may not read this in HubSpot'
  if (scope === undefined) return `The access token of this gateway ${what} (docs/hubspot.md).`
  return `The access token of this gateway ${what}: it needs the scope ${scope}, and the account a plan that has it (docs/hubspot.md).`
}

/** The names in `errors[].context.requiredGranularScopes`, or `requiredScopes` in older responses. */
function listedScopes(errors: unknown): unknown[] {
  if (!Array.isArray(errors)) return []
  return errors.flatMap((error: unknown) => {
    const context = (error as { context?: Record<string, unknown> } | null)?.context
    const names = context?.['requiredGranularScopes'] ?? context?.['requiredScopes']
    return Array.isArray(names) ? (names as unknown[]) : []
  })
}
