/** The state of the page, from its URL: `/changes/<tenant>/<ticket>?search=…`. */
export interface ChangesAddress {
  /** Null: the first tenant that the user may work for. */
  readonly tenantId: string | null
  readonly ticketId: number | null
  readonly search: string
}

/** @param rest the path after `/changes/` */
export function readAddress(rest: string, query: string): ChangesAddress {
  const [tenant = '', ticket = ''] = rest.split('/')
  return {
    tenantId: tenant === '' ? null : decode(tenant),
    ticketId: /^\d{1,10}$/.test(ticket) ? Number(ticket) : null,
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
