import type { ServerResponse } from 'node:http'
import { dayOf } from '../calendar/days.ts'
import type { Clock } from '../clock.ts'
import { chooseEncoding, compress, leastBytes, type ContentEncoding } from '../http/compression.ts'
import type { KnownCallerOf } from '../http/credentials.ts'
import type { HttpContext } from '../http/http-context.ts'
import { immediateHeaders, setHeaders, type AnsweredNow } from '../http/immediate-headers.ts'
import type { ImmediateRoute } from '../http/request-listener.ts'
import { isKnownTag } from '../http/stored-file.ts'
import type { LimitState } from '../limits/limit-state.ts'
import type { AnswerNow } from '../operations/answer-now.ts'
import { answerOf } from '../operations/answers.ts'
import type { Contents } from './contents.ts'
import type { KnownQuestions } from './known-questions.ts'
import { bodyOf, jsonType, sendFailure, type Content } from './send.ts'

export interface ImmediateRestOptions {
  readonly answerNow: AnswerNow
  /** The caller of a request, if that is known without waiting. */
  readonly knownCallerOf: KnownCallerOf
  readonly questions: KnownQuestions
  readonly contentOf: Contents
  /** Time zone of days. */
  readonly timeZone: string
  readonly clock: Clock
}

const answered = Promise.resolve(null)

/**
 * Answers reads at once where the graph has a stored response for them. What it answers, and what it counts and records, is
 * what the route does with them; whatever else comes is the route's.
 */
export function createImmediateRest(options: ImmediateRestOptions): ImmediateRoute {
  const { answerNow, knownCallerOf, questions, contentOf, timeZone, clock } = options
  return (context, headers) => {
    const { request, requestId, url } = context
    // Pages are told in headers what they may read, which is for the route to say.
    if (request.headers.origin !== undefined) return null
    const known = questions.find(request, url, dayOf(clock(), timeZone))
    const caller = known && knownCallerOf(request)
    if (!caller) return null
    let states: readonly LimitState[] = []
    const isAnswered = answerNow(
      {
        ...caller,
        requestId,
        address: context.clientAddress,
        accept: 'application/json',
        isTrusted: true,
        text: known.text,
        keys: known.keys,
        begun: performance.now(),
        onLimits(current) {
          states = current
        },
      },
      (stored) => {
        const content = contentOf(known.endpoint, answerOf(stored), known.input)
        if ('members' in content) return send(context, content, { headers, states }, clock())
        setHeaders(context.response, immediateHeaders(context, { headers, states }, 'Origin'))
        return sendFailure(context, content, clock())
      },
    )
    return isAnswered ? answered : null
  }
}

/** @returns its size in bytes before compression; 0 where the client has it already */
function send(context: HttpContext, content: Content, answered: AnsweredNow, now: number): number {
  const { request, response } = context
  const { status, etag } = content
  const all = immediateHeaders(context, answered, 'Origin, Accept-Encoding')
  if (etag !== null) all.push('etag', etag)
  if (etag !== null && isKnownTag(request.headers['if-none-match'], etag)) {
    response.writeHead(304, all).end()
    return 0
  }
  const body = bodyOf(content, now)
  all.push('content-type', jsonType)
  const encoding = body.length < leastBytes ? null : chooseEncoding(request.headers['accept-encoding']?.toString())
  if (encoding === null) response.writeHead(status, [...all, 'content-length', String(body.length)]).end(body, 'latin1')
  else void sendCompressed(response, { status, headers: all, body, encoding })
  return body.length
}

interface Compressible {
  readonly status: number
  readonly headers: readonly string[]
  /** With one character per byte. */
  readonly body: string
  readonly encoding: ContentEncoding
}

async function sendCompressed(response: ServerResponse, { status, headers, body, encoding }: Compressible) {
  const whole = Buffer.from(body, 'latin1')
  const compressed = await compress(whole, encoding, 'fast').catch(() => null)
  const sent = compressed ?? whole
  const more = ['content-length', String(sent.length), ...(compressed ? ['content-encoding', encoding] : [])]
  response.writeHead(status, [...headers, ...more]).end(sent)
}
