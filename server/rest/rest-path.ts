const addresses = /\/api\/(?:openapi\.json$|(?:autotask|hubspot|admin)\/.*$)/

/** The path of an endpoint, without what comes before where the graph is mounted in another program; null for others. */
export function restPathOf(pathname: string): string | null {
  return addresses.exec(pathname)?.[0] ?? null
}
