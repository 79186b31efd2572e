import type { LimitState } from '../limits/limit-state.ts'
import type { AnswerNow } from '../operations/answer-now.ts'
import type { StoredAnswer } from '../operations/answer.ts'
import { endWith } from './byte-text.ts'
import type { KnownCaller, KnownCallerOf } from './credentials.ts'
import type { HttpContext, Route } from './http-context.ts'
import { immediateHeaders, type AnsweredNow } from './immediate-headers.ts'
import { hasShortBody, readJsonText } from './read-body.ts'
import type { ImmediateRoute } from './request-listener.ts'
import { fileOf } from './send-answer.ts'
import { sendingOf } from './stored-file.ts'

export interface ImmediateGraphqlOptions {
  readonly answerNow: AnswerNow
  /** Origins other than our own that may read answers: those are told so by the route. */
  readonly allowedOrigins: readonly string[]
  /** The caller of a request, if that is known without waiting. */
  readonly knownCallerOf: KnownCallerOf
  /** Makes the route that answers everything else, of which the body is read already. */
  readonly routeOf: (readText: () => Promise<string>) => Route
}

/**
 * Answers `POST /graphql` with stored responses at once. What it answers, and what it counts and records, is
 * what the route does with them; whatever else comes is the route's.
 */
export function createImmediateGraphql(options: ImmediateGraphqlOptions): ImmediateRoute {
  const { answerNow, allowedOrigins, knownCallerOf, routeOf } = options

  async function answer(context: HttpContext, known: KnownCaller, headers: readonly string[]): Promise<Route | null> {
    const { request, requestId, clientAddress } = context
    const read = readJsonText(request)
    const route = routeOf(() => read)
    // What is wrong with it is for the route to say, once it is known whether the caller may ask at all.
    const text = await read.catch(() => null)
    if (text === null) return route
    let states: readonly LimitState[] = []
    const isAnswered = answerNow(
      {
        ...known,
        requestId,
        address: clientAddress,
        accept: request.headers.accept,
        text,
        begun: performance.now(),
        onLimits(current) {
          states = current
        },
      },
      (stored) => send(context, stored, { headers, states }),
    )
    return isAnswered ? null : route
  }

  return (context, headers) => {
    const { request } = context
    const { origin, 'x-explain': explained } = request.headers
    if (request.method !== 'POST' || explained !== undefined) return null
    if (origin !== undefined && allowedOrigins.includes(origin)) return null
    if (!hasShortBody(request)) return null
    const known = knownCallerOf(request)
    return known && answer(context, known, headers)
  }
}

/** @returns its size in bytes before compression; 0 where the client has it already */
function send(context: HttpContext, stored: StoredAnswer, answered: AnsweredNow): number {
  const { request, response } = context
  const file = fileOf(stored)
  const { encoding, etag, isKnown } = sendingOf(request, file)
  const headers = immediateHeaders(context, answered, 'Origin, Accept-Encoding')
  if (etag !== null) headers.push('etag', etag)
  if (isKnown) {
    response.writeHead(304, headers).end()
    return 0
  }
  const whole = (body: Buffer, more: readonly string[]) => {
    headers.push('content-type', file.type, 'content-length', String(body.length), ...more)
    endWith(response.writeHead(200, headers), body)
  }
  if (encoding === null || !file.compressed) whole(file.body, [])
  else {
    const compressed = file.compressed.known(encoding)
    const encoded = ['content-encoding', encoding]
    if (compressed) whole(compressed, encoded)
    else {
      file.compressed.of(encoding).then(
        (body) => whole(body, encoded),
        () => whole(file.body, []),
      )
    }
  }
  return stored.body.length
}
