/** Placeholder origin: a path that resolves to another origin leads off-site. */
const self = 'http://self.invalid'

/**
 * Returns the path to redirect to after sign-in: the given path if it is one of ours, otherwise `/`. Prevents open
 * redirects, which phishing could abuse.
 *
 * @returns path, query and fragment, percent-encoded for a `Location` header
 */
export function safeReturnAddress(value: string | null | undefined): string {
  if (typeof value !== 'string' || value.length > 2_000) return '/'
  // Browsers treat backslashes as slashes and drop tabs and line breaks, so reject them all.
  // oxlint-disable-next-line no-control-regex
  if (!/^\/(?!\/)/.test(value) || /[\\\u0000-\u001f\u007f]/.test(value)) return '/'
  const url = URL.parse(value, self)
  if (url?.origin !== self) return '/'
  const path = `${url.pathname}${url.search}${url.hash}`
  // "/.//elsewhere" looks like our path until its dot segment is resolved.
  if (path.startsWith('//')) return '/'
  // Never return to the sign-in pages themselves.
  return /^\/(auth|sign-in)(\/|$)/.test(url.pathname) ? '/' : path
}
