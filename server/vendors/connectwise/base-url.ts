import { badUserInput } from '../../errors/gateway-error.ts'

/*
 * A ConnectWise URL is user input that credentials are then sent to: it is parsed, validated and rebuilt from
 * known-good parts. URL forms: fact sheet 1.1.
 */

/** Hosts of ConnectWise's cloud: the portal's, by region, and the API's, prefixed with `api-`. */
const cloudHost = /^(?:api-)?(?:[a-z]{2,10}\.myconnectwise\.net|staging\.connectwisedev\.com)$/
/** Cloud sandboxes, whose portal and API share a host. */
const sandboxHost = /^sandbox-[a-z]{2,10}\.myconnectwise\.net$/
/** Routes to the tenant's current version and survives upgrades. */
const routerCodebase = 'v4_6_release'
const codebasePattern = /^v\d{1,4}_\d{1,2}(?:_release)?$/i
/** Path after the codebase in URLs copied from guides, which is dropped. */
const apiPath = /^(?:apis(?:\/\d{1,2}\.\d{1,2})?)?$/i

const example = 'such as api-na.myconnectwise.net or https://na.myconnectwise.net/v4_6_release/apis/3.0/'

/**
 * Extracts origin and codebase from any common form, such as `https://api-na.myconnectwise.net/v4_6_release/`.
 *
 * Accepts only ConnectWise's own hosts over https, and the origins allowed in the settings: no user info, no other
 * port, no path beyond the codebase, no query, no fragment. Idempotent.
 *
 * @param allowedOrigins the setting CONNECTWISE_ALLOWED_HOSTS
 * @throws GatewayError `BAD_USER_INPUT` that says what is allowed, and does not repeat the text
 */
export function normaliseBaseUrl(text: string, allowedOrigins: readonly string[]): URL {
  const trimmed = text.trim()
  if (trimmed.length > 300 || !/^[\x21-\x7e]+$/.test(trimmed)) throw refused(`must be an address ${example}`)
  // Reject characters that URL parsers silently correct, each in its own way.
  if (/[\\%@]/.test(trimmed)) throw refused('must not have a user name, a password, a backslash or a percent sign')
  if (/[?#]/.test(trimmed)) throw refused('must end with the path: nothing with ? or # in it')
  const url = /^\/|:\/{3}/.test(trimmed) ? null : URL.parse(hasScheme(trimmed) ? trimmed : `https://${trimmed}`)
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw refused(`must be an https address ${example}`)
  }
  const codebase = readCodebase(url.pathname)
  const origin = allowedOrigins.includes(url.origin) ? url.origin : ownOrigin(url)
  return new URL(`${origin}/${codebase}/`)
}

const hasScheme = (text: string) => /^[a-z][a-z0-9+.-]*:\/\//i.test(text)

/** @throws GatewayError unless the host is one of ConnectWise's own, over https on the default port */
function ownOrigin({ protocol, hostname, port }: URL): string {
  if (!cloudHost.test(hostname) && !sandboxHost.test(hostname)) {
    throw refused(
      'must be on one of ConnectWise’s own hosts (*.myconnectwise.net); a server of your own has to be named in the setting CONNECTWISE_ALLOWED_HOSTS',
    )
  }
  if (protocol !== 'https:') throw refused('must begin with https://')
  if (port !== '') throw refused('must not have a port on ConnectWise’s own hosts')
  const isPortal = cloudHost.test(hostname) && !hostname.startsWith('api-')
  return `https://${isPortal ? 'api-' : ''}${hostname}`
}

function readCodebase(pathname: string): string {
  const [first = '', ...rest] = pathname.replace(/^\//, '').replace(/\/$/, '').split('/')
  if (first === '' && rest.length === 0) return routerCodebase
  // Pasted without a codebase: use the router.
  if (/^apis$/i.test(first) && apiPath.test([first, ...rest].join('/'))) return routerCodebase
  if (!codebasePattern.test(first) || !apiPath.test(rest.join('/'))) {
    throw refused('must end with the codebase, such as /v4_6_release/apis/3.0/, and have no other path')
  }
  return first.toLowerCase()
}

const refused = (why: string) => badUserInput(`The address ${why}.`)
