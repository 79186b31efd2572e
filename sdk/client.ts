import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core'
import { documentHash } from './document-hash.ts'
import { GraphError, type GraphErrorEntry } from './graph-error.ts'

/** A document with the types of its data and variables: one of this package's questions, or one of GraphQL Code Generator. */
export type Question<Data, Variables> = DocumentTypeDecoration<Data, Variables> & { toString(): string }

export interface ClientOptions {
  /** Where the graph is, such as `https://portal.example.com/graphql`. */
  readonly url: string | URL
  /** An access token of the gateway's identity provider, or what returns one; asked for each request, so that it can be renewed. */
  readonly token?: string | (() => string | null | Promise<string | null>)
  /** Sent with each request. */
  readonly headers?: Readonly<Record<string, string>>
  /** How long an answer may take, in milliseconds; 60,000 unless given. */
  readonly timeoutMs?: number
  /** Sends a request; the global `fetch` unless given. A graph in the same process is asked with its `handler`. */
  readonly fetch?: (request: Request) => Promise<Response>
}

export interface AskOptions {
  readonly signal?: AbortSignal
  /** Identifies the request in the gateway's log. */
  readonly requestId?: string
}

/** Data with the errors that left parts of it null. */
export interface PartialAnswer<Data> {
  readonly data: Data | null
  readonly errors: readonly GraphErrorEntry[]
}

type VariablesOf<Variables> = [Record<string, never>] extends [Variables]
  ? [variables?: Variables | undefined, options?: AskOptions]
  : [variables: Variables, options?: AskOptions]

/** Asks the graph. */
export interface Client {
  /**
   * Asks a question.
   *
   * @throws GraphError if any of it could not be answered; its `data` has the rest
   */
  ask<Data, Variables>(question: Question<Data, Variables>, ...rest: VariablesOf<Variables>): Promise<Data>
  /**
   * Like `ask`, for those who show what there is when a vendor is away.
   *
   * @throws GraphError if nothing was executed, or the response is not the graph's
   */
  askPartly<Data, Variables>(
    question: Question<Data, Variables>,
    ...rest: VariablesOf<Variables>
  ): Promise<PartialAnswer<Data>>
}

interface Body {
  readonly data?: unknown
  readonly errors?: readonly GraphErrorEntry[]
}

const usualTimeoutMs = 60_000

/**
 * A client of the graph over HTTP. Documents are sent by their hash, and in full only when the gateway does not have them yet
 * (automatic persisted queries). It retries nothing: `GraphError.retryAfterSeconds` says when to ask again, and mutations that
 * have an `idempotencyKey` can be sent again with the same one.
 */
export function createClient(options: ClientOptions): Client {
  const {
    url,
    token,
    headers,
    timeoutMs = usualTimeoutMs,
    fetch: send = (request) => globalThis.fetch(request),
  } = options
  const tokenNow = async () => (typeof token === 'function' ? token() : (token ?? null))

  async function post(body: object, { signal, requestId }: AskOptions): Promise<{ response: Response; body: Body }> {
    const bearer = await tokenNow()
    const limit = AbortSignal.timeout(timeoutMs)
    const request = new Request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
        ...(requestId !== undefined && { 'x-request-id': requestId }),
        ...headers,
      },
      body: JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    })
    try {
      const response = await send(request)
      return { response, body: await readBody(response) }
    } catch (cause) {
      signal?.throwIfAborted()
      if (cause instanceof GraphError) throw cause
      const why = limit.aborted ? `did not answer within ${timeoutMs} ms` : 'could not be reached'
      throw new GraphError(`The graph ${why}.`, { cause })
    }
  }

  async function exchange(question: Question<unknown, unknown>, variables: unknown, asked: AskOptions) {
    const query = question.toString()
    const sha256Hash = await documentHash(question, query)
    if (sha256Hash === null) return post({ query, variables }, asked)
    const extensions = { persistedQuery: { version: 1, sha256Hash } }
    const short = await post({ variables, extensions }, asked)
    if (short.body.errors?.[0]?.extensions.code !== 'PERSISTED_QUERY_NOT_FOUND') return short
    return post({ query, variables, extensions }, asked)
  }

  async function askPartly(
    question: Question<unknown, unknown>,
    variables: unknown,
    asked: AskOptions = {},
  ): Promise<PartialAnswer<unknown>> {
    const { response, body } = await exchange(question, variables, asked)
    const { data, errors = [] } = body
    if (data === undefined) throw toError(response.status, errors, null)
    return { data, errors }
  }

  async function ask(question: Question<unknown, unknown>, variables: unknown, asked?: AskOptions): Promise<unknown> {
    const { data, errors } = await askPartly(question, variables, asked)
    if (errors.length > 0) throw toError(200, errors, data)
    return data
  }

  return { ask, askPartly } as Client
}

/** @throws GraphError for what is not the graph's: a page of a proxy, half a response */
async function readBody(response: Response): Promise<Body> {
  const text = await response.text()
  try {
    const body = JSON.parse(text) as unknown
    if (isBody(body)) return body
  } catch {
    // Said below.
  }
  throw new GraphError(`What answered with HTTP ${response.status} is not the graph: is the address right?`, {
    status: response.status,
  })
}

/** Every error of the graph has a code. */
function isBody(value: unknown): value is Body {
  if (typeof value !== 'object' || value === null || !('data' in value || 'errors' in value)) return false
  const { errors = [] } = value as { readonly errors?: unknown }
  return Array.isArray(errors) && errors.every((error: Partial<GraphErrorEntry> | null) => error?.extensions?.code)
}

function toError(status: number, errors: readonly GraphErrorEntry[], data: unknown): GraphError {
  const [first, ...others] = errors
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`
  return new GraphError(`${first?.message ?? `The graph answered with HTTP ${status} and nothing else.`}${more}`, {
    status,
    errors,
    data,
  })
}
