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

export interface CookieOptions {
  /** Whether the browser sent a request over https, perhaps to a proxy. */
  readonly isHttps: (request: IncomingMessage) => boolean
}

/**
 * On https, names start with `__Host-`, which browsers accept only from the exact host, with `Secure` and `Path=/`: no
 * sibling host can set one. On plain http (development), browsers would reject that prefix.
 *
 * `SameSite=Lax` rather than `Strict`: the browser returns from the issuer by a cross-site redirect, and opens links in
 * e-mails. State changes are POSTs, for which `Lax` excludes cross-site requests.
 */
export function createCookies({ isHttps }: CookieOptions): Cookies {
  const prefixOf = (request: IncomingMessage) => (isHttps(request) ? '__Host-' : '')
  const write = (response: ServerResponse, name: string, value: string, maxAgeSeconds: number) => {
    const prefix = prefixOf(response.req)
    const attributes = `Path=/; HttpOnly; SameSite=Lax${prefix === '' ? '' : '; Secure'}`
    response.appendHeader('set-cookie', `${prefix}${name}=${value}; Max-Age=${maxAgeSeconds}; ${attributes}`)
  }
  return {
    read(request, name) {
      const key = `${prefixOf(request)}${name}`
      return parse(request).find(([given]) => given === key)?.[1] ?? null
    },
    namesOf(request, start) {
      const prefix = prefixOf(request)
      return parse(request)
        .map(([name]) => name)
        .filter((name) => name.startsWith(`${prefix}${start}`))
        .map((name) => name.slice(prefix.length))
    },
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
