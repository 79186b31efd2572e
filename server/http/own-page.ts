import type { IncomingMessage } from 'node:http'

/**
 * Whether a request with our cookie comes from our own pages. Foreign pages cannot send the header `x-portal` without a
 * preflight, which is never granted for it, and browsers report the origin of a request in `Sec-Fetch-Site`
 * (https://www.w3.org/TR/fetch-metadata/); `none` is a URL entered by the user.
 */
export function isFromOwnPage({ headers }: IncomingMessage): boolean {
  const fetchSite = headers['sec-fetch-site']
  return headers['x-portal'] === '1' && (fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none')
}
