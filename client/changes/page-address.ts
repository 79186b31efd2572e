/** What the page shows, as its address says it: `/changes/<tenant>/<ticket>?search=…`. */
export interface ChangesAddress {
  /** Null: the first tenant one may work for. */
  readonly tenantId: string | null
  readonly ticketId: number | null
  readonly search: string
}

const pattern = /^\/changes(?:\/([^/]+)(?:\/(\d{1,10}))?)?\/?$/

/** Null when the path is not this page's. */
export function readAddress(pathname: string, query: string): ChangesAddress | null {
  const match = pattern.exec(pathname)
  if (!match) return null
  const [, tenant, ticket] = match
  return {
    tenantId: tenant === undefined ? null : decode(tenant),
    ticketId: ticket === undefined ? null : Number(ticket),
    search: new URLSearchParams(query).get('search') ?? '',
  }
}

export function changesHref({ tenantId, ticketId, search }: ChangesAddress): string {
  const path = ['/changes', tenantId && encodeURIComponent(tenantId), tenantId && ticketId]
  const query = search === '' ? '' : `?${new URLSearchParams({ search }).toString()}`
  return `${path.filter((part) => part !== null && part !== '').join('/')}${query}`
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
