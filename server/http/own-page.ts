import type { IncomingMessage } from 'node:http'

/**
 * Whether a call with our cookie was made by our own pages. Foreign pages cannot send the header `x-portal` without asking
 * first (a preflight, which nobody gets a yes to for this header), and browsers say in `Sec-Fetch-Site` where a call comes
 * from (https://www.w3.org/TR/fetch-metadata/); `none` is a person at the address bar.
 */
export function isFromOwnPage({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site']
  return headers['x-portal'] === '1' && (site === undefined || site === 'same-origin' || site === 'none')
}
