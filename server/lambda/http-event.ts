/**
 * A request as an HTTP API or a function URL passes it on, in payload format 2.0: the part of it that is used (AWS, "Create
 * AWS Lambda proxy integrations for HTTP APIs in API Gateway", read 2026-11-28).
 */
export interface HttpEvent {
  readonly version: string
  readonly rawPath: string
  /** Without the question mark; empty if there is no query. */
  readonly rawQueryString: string
  /** Each `name=value`; absent if there are none. */
  readonly cookies?: readonly string[]
  /** By names in lower case; values of the same name separated by commas. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly requestContext: {
    /** The domain that the request came to. */
    readonly domainName: string
    readonly http: {
      readonly method: string
      /** The address that the connection came from, of a caller or of a proxy. */
      readonly sourceIp: string
    }
    /** `$default`, or the name of a stage, which the path then begins with. */
    readonly stage: string
  }
  readonly body?: string
  readonly isBase64Encoded: boolean
}

/** Whether an event is a request in payload format 2.0. */
export function isHttpEvent(event: unknown): event is HttpEvent {
  const { version, requestContext } = (event ?? {}) as Partial<HttpEvent>
  return version === '2.0' && typeof requestContext?.http?.method === 'string'
}

/** Whether an event is a request in another format: of a REST API, a balancer, or an HTTP API that is set to format 1.0. */
export const isForeignHttpEvent = (event: unknown): boolean =>
  typeof (event as { httpMethod?: unknown } | null)?.httpMethod === 'string'

/** Methods whose requests have no body in the Fetch standard. */
const bodiless = new Set(['GET', 'HEAD'])

/**
 * The request that an event stands for.
 *
 * @throws TypeError for a method or an address that no request may have
 */
export function toRequest(event: HttpEvent): Request {
  const { requestContext, rawQueryString, cookies = [], body, isBase64Encoded } = event
  const { method } = requestContext.http
  const headers = new Headers()
  for (const [name, value] of Object.entries(event.headers)) if (value !== undefined) headers.set(name, value)
  if (cookies.length > 0) headers.set('cookie', cookies.join('; '))
  const query = rawQueryString === '' ? '' : `?${rawQueryString}`
  const url = new URL(`https://${hostOf(event)}${pathOf(event)}${query}`)
  const hasBody = body !== undefined && !bodiless.has(method)
  return new Request(url, {
    method,
    headers,
    ...(hasBody && { body: isBase64Encoded ? Buffer.from(body, 'base64') : body }),
  })
}

const hostOf = ({ headers, requestContext }: HttpEvent) => headers['host'] ?? requestContext.domainName

/** The path without the stage, which the address of a stage with a name begins with. */
function pathOf({ rawPath, requestContext: { stage } }: HttpEvent): string {
  const prefix = `/${stage}`
  const isInStage = stage !== '$default' && (rawPath === prefix || rawPath.startsWith(`${prefix}/`))
  const path = isInStage ? rawPath.slice(prefix.length) : rawPath
  return path.startsWith('/') ? path : `/${path}`
}
