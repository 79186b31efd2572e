import { isIP } from 'node:net'
import { z } from 'zod'
import { explainOddCharacter } from './odd-character.ts'

/*
 * Parsers for environment variables. Messages complete the sentence "<VARIABLE> …" and never repeat the value, since
 * any of them may be a secret set in the wrong variable.
 */

export const text = z.string()

/** A key, a secret or a user name, in printable ASCII. Not trimmed. */
export const credential = z.string().superRefine((value, context) => {
  const message = explainOddCharacter(value)
  if (message !== null) context.addIssue({ code: 'custom', message })
})

export const port = wholeNumber('must be a port number from 0 to 65535', 0, 65_535)

/** An integer within bounds. */
export function wholeNumber(message: string, min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message)
}

/** One of the given words. */
export function oneOf<const T extends string>(...words: readonly [T, ...T[]]) {
  return z.enum(words, `must be one of: ${words.join(', ')}`)
}

/** A comma-separated list; blanks around the items are ignored. */
export const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
)

/** An IANA time zone, such as America/New_York. */
export const timeZone = z.string().refine((value) => {
  if (/^[+-]/.test(value)) return false
  try {
    return Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}, 'must be an IANA time zone, such as America/New_York')

const isLoopback = (url: URL) => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)

/** An absolute URL without user info: https, or plain http on loopback if `allowLoopback` (development only). */
export function httpsUrl({ allowLoopback }: { allowLoopback: boolean }) {
  const message = allowLoopback
    ? 'must be an https:// address (http:// only to this machine)'
    : 'must be an https:// address (http:// and this machine count only with ENVIRONMENT=development)'
  return z
    .string()
    .refine((value) => {
      if (!URL.canParse(value)) return false
      const url = new URL(value)
      if (url.username !== '' || url.password !== '') return false
      if (isLoopback(url)) return allowLoopback && /^https?:$/.test(url.protocol)
      return url.protocol === 'https:'
    }, message)
    .transform((value) => new URL(value))
}

/** Like `httpsUrl`, ending with a slash, so that paths can be appended. */
export function baseUrl(options: { allowLoopback: boolean }) {
  return httpsUrl(options)
    .refine(({ href }) => !/[?#]/.test(href), 'must be an address without ? and #: paths are joined to it')
    .transform((url) => (url.href.endsWith('/') ? url : new URL(`${url.href}/`)))
}

/** The origin of a URL accepted by `httpsUrl`, without path, query or fragment; a trailing slash is ignored. */
export function publicOrigin(options: { allowLoopback: boolean }) {
  return httpsUrl(options)
    .refine(
      ({ pathname, search, hash }) => pathname === '/' && search === '' && hash === '',
      'must be an origin, such as https://portal.example.com (no path)',
    )
    .transform(({ origin }) => origin)
}

/** Origins as browsers send them: scheme, host and port only. */
export const origins = list.refine(
  (values) => values.every((value) => URL.canParse(value) && new URL(value).origin === value),
  'must be origins separated by commas, such as https://portal.example.com (no path, no slash at the end)',
)

/** AES-256 keys: 32 bytes each, base64, newest first. */
export const keys = list
  // Buffer silently skips non-base64 characters, such as a quote pasted along.
  .transform((values) => values.map((value) => Buffer.from(/^[\w+/-]+={0,2}$/.test(value) ? value : '', 'base64')))
  .refine(
    (values) => values.length > 0 && values.every((value) => value.length === 32),
    'must be one or more keys of 32 bytes in base64, newest first, separated by commas (make one: openssl rand -base64 32)',
  )

/** Addresses that begin with the same bits. */
export interface Network {
  readonly address: string
  /** Number of leading bits; all of them for a single address. */
  readonly prefix: number
  readonly family: 'ipv4' | 'ipv6'
}

/** Comma-separated addresses and networks in CIDR notation, such as `10.0.0.7,10.1.0.0/16,fd00::/8`. */
export const networks = list.transform((items, context): Network[] => {
  const parsed = items.map(readNetwork)
  const message =
    'must be addresses or networks such as 10.0.0.7 or 10.1.0.0/16, separated by commas; not all addresses (/0)'
  if (parsed.includes(null)) context.addIssue({ code: 'custom', message })
  return parsed.filter((network) => network !== null)
})

/** Null if malformed. A network of all addresses is: it would let every caller choose its own. */
function readNetwork(text: string): Network | null {
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || address.includes('%') || rest.length > 0) return null
  const length = version === 4 ? 32 : 128
  if (bits !== undefined && !/^[1-9]\d{0,2}$/.test(bits)) return null
  const prefix = bits === undefined ? length : Number(bits)
  return prefix > length ? null : { address, prefix, family: version === 4 ? 'ipv4' : 'ipv6' }
}
