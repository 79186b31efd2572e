const mcpPath = '/mcp'

/** Where RFC 9728 has the description of a resource: between its origin and its path. */
export const metadataPath = '/.well-known/oauth-protected-resource'

/** Whether a path is that of the server, with what may come before it where the graph is mounted in another program. */
export const isMcpPath = (pathname: string) => pathname.endsWith(mcpPath)

/** The path of the server that a path describes; null if it describes none. */
export const describedPath = (pathname: string) =>
  pathname.startsWith(`${metadataPath}/`) && isMcpPath(pathname) ? pathname.slice(metadataPath.length) : null
