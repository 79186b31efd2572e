import { ApolloLink, Observable } from '@apollo/client'
import hashes from 'virtual:persisted-operations'
import { gatewayHeaders, session } from './session.ts'

interface GatewayFacts {
  readonly status: number
  readonly code?: string | null
  readonly requestId?: string | null
  readonly retryAfterSeconds?: number | null
}

/** The answer was not GraphQL: the gateway is unreachable, or a proxy in between answered instead. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError'
  /** The HTTP status, 0 when there was no answer. */
  readonly status: number
  readonly code: string | null
  readonly requestId: string | null
  /** When the gateway says that it is worth trying again. */
  readonly retryAfterSeconds: number | null
  constructor(message: string, facts: GatewayFacts) {
    super(message)
    this.status = facts.status
    this.code = facts.code ?? null
    this.requestId = facts.requestId ?? null
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null
  }

  /**
   * Whether no gateway answered: there was no connection, or what stands in front of it had none. Or it said that it cannot
   * answer for now (503), such as while its database is away.
   */
  get isUnreachable(): boolean {
    return this.status === 0 || this.status === 503 || (this.status >= 500 && this.code === null)
  }
}

/**
 * The terminating link: sends an operation's hash from the build, never its text. Used instead of Apollo's HttpLink
 * because it is a third of the size, and because a lost session must be recognized before any other code sees the
 * error.
 */
export function createGatewayLink(): ApolloLink {
  return new ApolloLink(
    (operation) =>
      new Observable((observer) => {
        const { operationName, variables } = operation
        const abort = new AbortController()
        // The page's own abort signal, besides Apollo's, which aborts operations without subscribers.
        const { signal: given } = operation.getContext() as { signal?: AbortSignal }
        const signal = given ? AbortSignal.any([abort.signal, given]) : abort.signal
        const run = async (): Promise<void> => {
          try {
            observer.next(await send(operationName ?? '', variables, signal))
            observer.complete()
          } catch (error) {
            if (!abort.signal.aborted) observer.error(error)
          }
        }
        void run()
        return () => abort.abort()
      }),
  )
}

async function send(operationName: string, variables: object, signal: AbortSignal): Promise<ApolloLink.Result> {
  const sha256Hash = hashes[operationName]
  if (!sha256Hash) throw new Error(`The build knows no operation named ${operationName}.`)
  const asked = session.ask()
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { ...gatewayHeaders, 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ operationName, variables, extensions: { persistedQuery: { version: 1, sha256Hash } } }),
    signal,
  }).catch(failUnreachable)
  const requestId = response.headers.get('x-request-id')
  // The connection can also break while the body is read.
  const body = parse(await response.text().catch(failUnreachable))
  if (response.status === 401) {
    asked.lose()
    throw new GatewayError('You are signed out.', { status: 401, code: 'UNAUTHENTICATED', requestId })
  }
  if (!body || (!body.data && !body.errors)) {
    if (response.status >= 500) notifyUnreachable()
    throw new GatewayError(`The gateway answered ${response.status}.`, { status: response.status, requestId })
  }
  if (!response.ok && !body.data) {
    if (response.status === 503) notifyUnreachable()
    const [first] = body.errors ?? []
    const { code, retryAfterSeconds } = first?.extensions ?? {}
    throw new GatewayError(first?.message ?? '', {
      status: response.status,
      code: typeof code === 'string' ? code : null,
      requestId,
      retryAfterSeconds: typeof retryAfterSeconds === 'number' ? retryAfterSeconds : null,
    })
  }
  asked.confirm()
  return body
}

function parse(text: string): ApolloLink.Result | null {
  try {
    return JSON.parse(text) as ApolloLink.Result | null
  } catch {
    return null
  }
}

const listeners = new Set<() => void>()

/** Called whenever the gateway could not be reached. */
export const onUnreachable = (listener: () => void): void => void listeners.add(listener)

function notifyUnreachable(): void {
  for (const listener of listeners) listener()
}

function failUnreachable(cause: unknown): never {
  // An aborted request says nothing about the gateway.
  if (!(cause instanceof Error && cause.name === 'AbortError')) notifyUnreachable()
  throw new GatewayError('The gateway cannot be reached.', { status: 0, ...causeOf(cause) })
}

const causeOf = (cause: unknown) => (cause instanceof Error ? { code: cause.name } : {})
