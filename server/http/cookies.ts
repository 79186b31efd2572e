import type { IncomingMessage, ServerResponse } from 'node:http'

/** The gateway's cookies, all with the same attributes: host-only, HttpOnly, and not sent with cross-site requests. */
export interface Cookies {
  /** Returns the cookie's value; null if absent. The first one of duplicates. */
  read(request: IncomingMessage, name: string): string | null
  /** Returns the names of cookies with this prefix, without the prefix added on https. */
  namesOf(request: IncomingMessage, prefix: string): string[]
  set(response: ServerResponse, name: string, value: string, maxAgeSeconds: number): void
  clear(response: ServerResponse, name: string): void
}

/**
 * On https, names start with `__Host-`, which browsers accept only from the exact host, with `Secure` and `Path=/`: no
 * sibling host can set one. On plain http (development), browsers would reject that prefix.
 *
 * `SameSite=Lax` rather than `Strict`: the browser returns from the issuer by a cross-site redirect, and opens links in
 * e-mails. State changes are POSTs, for which `Lax` excludes cross-site requests.
 */
export function createCookies({ isHttps }: { isHttps: boolean }): Cookies {
  const prefix = isHttps ? '__Host-' : ''
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isHttps ? '; Secure' : ''}`
  const write = (response: ServerResponse, name: string, value: string, maxAgeSeconds: number) => {
    response.appendHeader('set-cookie', `${prefix}${name}=${value}; Max-Age=${maxAgeSeconds}; ${attributes}`)
  }
  return {
    read: (request, name) => parse(request).find(([key]) => key === `${prefix}${name}`)?.[1] ?? null,
    namesOf: (request, start) =>
      parse(request)
        .map(([name]) => name)
        .filter((name) => name.startsWith(`${prefix}${start}`))
        .map((name) => name.slice(prefix.length)),
    set: write,
    clear: (response, name) => write(response, name, '', 0),
  }
}

function parse({ headers }: IncomingMessage): (readonly [name: string, value: string])[] {
  return (headers.cookie ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=')
    return at > 0 ? [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const] : []
  })
}
