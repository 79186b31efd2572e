/** Stands for ourselves: what resolves to another origin than this leads away. */
const self = 'http://self.invalid'

/**
 * Where to go after sign-in: the path as given when it is one of ours, `/` when it is anything else. An address that could
 * lead away would make our sign-in the first half of somebody's phishing.
 *
 * @returns path, query and fragment, percent-encoded, as a `Location` header takes them
 */
export function safeReturnAddress(value: string | null | undefined): string {
  if (typeof value !== 'string' || value.length > 2_000) return '/'
  // Browsers read a backslash as a slash and drop tabs and line breaks, so none of them may take part.
  // oxlint-disable-next-line no-control-regex
  if (!/^\/(?!\/)/.test(value) || /[\\\u0000-\u001f\u007f]/.test(value)) return '/'
  const url = URL.parse(value, self)
  if (url?.origin !== self) return '/'
  const path = `${url.pathname}${url.search}${url.hash}`
  // "/.//elsewhere" is a path of ours until its dot is resolved.
  if (path.startsWith('//')) return '/'
  // Signing in is not a place to return to.
  return /^\/(auth|sign-in)(\/|$)/.test(url.pathname) ? '/' : path
}
