import type { IncomingMessage, ServerResponse } from 'node:http'

/** The gateway's cookies, of one kind: for this host only, out of reach of scripts, not sent along by foreign pages. */
export interface Cookies {
  /** The cookie's value; null when the browser has none. Of several by one name, the first. */
  read(request: IncomingMessage, name: string): string | null
  /** The names of the cookies that begin so, without the prefix that https brings. */
  namesOf(request: IncomingMessage, prefix: string): string[]
  set(response: ServerResponse, name: string, value: string, maxAgeSeconds: number): void
  clear(response: ServerResponse, name: string): void
}

/**
 * On https the names begin with `__Host-`, which browsers take only from the very host, with `Secure` and for the whole of
 * it: no neighbouring host can plant one. On plain http (development) browsers would refuse that.
 *
 * `SameSite=Lax` rather than `Strict`: the browser comes back from the issuer by a foreign page's redirect, and opens links
 * in mails. What changes anything is a POST, which `Lax` keeps foreign pages from.
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
