import { createHash } from 'node:crypto'
import { toByteText } from '../http/byte-text.ts'
import type { HttpContext } from '../http/http-context.ts'
import { sendText } from '../http/send-text.ts'
import { isKnownTag } from '../http/stored-file.ts'
import type { Failure } from './failure.ts'
import type { Success } from './outcome.ts'

/** A success as JSON, without what differs each time that it is sent. */
export interface Content {
  readonly status: Success['status']
  /** Members of the envelope, with one character per byte. */
  readonly members: string
  /** Null: for what is no answer to a GET. */
  readonly etag: string | null
}

export const jsonType = 'application/json; charset=utf-8'

/** Writes a success. @param isTagged whether clients may ask whether it is still the same */
export function writeContent({ data, freshness, nextCursor, errors, status }: Success, isTagged: boolean): Content {
  const text = JSON.stringify({
    data,
    ...(nextCursor !== undefined && { next_cursor: nextCursor }),
    ...(errors.length > 0 && { errors }),
    freshness,
  })
  const members = toByteText(text.slice(1, -1))
  // Weak (RFC 9110, 8.8.1): answers with the same tag differ in their timestamp.
  const etag = isTagged ? `W/"${createHash('sha256').update(members).digest('base64url').slice(0, 22)}"` : null
  return { status, members, etag }
}

/** The body of a success that is sent now, with one character per byte. */
export const bodyOf = ({ members }: Content, now: number): string =>
  `{"success":true,${members},"timestamp":"${new Date(now).toISOString()}"}`

/** Sends a success, or that the client has it already. @returns its size in bytes before compression; 0 for 304 */
export async function sendContent(context: HttpContext, content: Content, now: number) {
  const { request, response } = context
  const { status, etag } = content
  response.setHeader('cache-control', 'no-store')
  if (etag !== null) response.setHeader('etag', etag)
  if (etag !== null && isKnownTag(request.headers['if-none-match'], etag)) {
    response.appendHeader('vary', 'Accept-Encoding')
    response.writeHead(304).end()
    return 0
  }
  const body = Buffer.from(bodyOf(content, now), 'latin1')
  response.statusCode = status
  response.setHeader('content-type', jsonType)
  await sendText(context, body)
  return body.length
}

/** Sends a failure. @returns its size in bytes before compression */
export async function sendFailure(context: HttpContext, failure: Failure, now: number): Promise<number> {
  const { response, requestId } = context
  const { status, ...error } = failure
  const { retryAfterSeconds } = error
  response.statusCode = status
  if (retryAfterSeconds !== undefined) response.setHeader('retry-after', retryAfterSeconds)
  if (status === 401) response.setHeader('www-authenticate', 'Bearer')
  // The rest of the body is never read.
  if (status === 413) response.setHeader('connection', 'close')
  if (status === 415) response.setHeader('accept-encoding', 'identity')
  response.setHeader('content-type', jsonType)
  response.setHeader('cache-control', 'no-store')
  const timestamp = new Date(now).toISOString()
  const body = Buffer.from(JSON.stringify({ success: false, error: { ...error, requestId }, timestamp }))
  await sendText(context, body)
  return body.length
}
