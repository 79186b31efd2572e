import type { IncomingMessage } from 'node:http'
import { GatewayError } from '../errors/gateway-error.ts'
import { excerpt } from '../errors/excerpt.ts'

/** A request body may be so large, in bytes: a document with its variables fits many times over. */
const maxBodyBytes = 1_048_576

/** The body cannot be read as it is; the HTTP status says in which way. */
export class UnreadableBodyError extends GatewayError {
  override name = 'UnreadableBodyError'
  readonly status: 400 | 413 | 415

  constructor(status: 400 | 413 | 415, message: string) {
    super('BAD_USER_INPUT', message)
    this.status = status
  }
}

/** The caller went away before its request was whole. Nobody is there to answer, and nothing of ours failed. */
export class CallerGoneError extends Error {
  override name = 'CallerGoneError'
}

/**
 * A body of JSON as text. Only UTF-8 is read (RFC 8259), and only as it is: text in another charset would be stored broken
 * rather than refused, and a compressed body could be a bomb. A byte order mark at its start is left out.
 *
 * @throws UnreadableBodyError 413 beyond 1 MiB, 415 another type, charset or encoding, 400 bytes that are not UTF-8;
 * CallerGoneError
 */
export async function readJsonText(request: IncomingMessage): Promise<string> {
  checkType(request.headers['content-type'])
  checkEncoding(request.headers['content-encoding'])
  const body = await readAll(request)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw new UnreadableBodyError(400, 'The body is not UTF-8: send JSON as UTF-8.')
  }
}

function checkType(header: string | undefined): void {
  const type = header?.trim() ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    const given = type === '' ? 'no content type' : excerpt(type)
    throw new UnreadableBodyError(415, `The body must be application/json; this has ${given}.`)
  }
  const charset = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(type)?.[1]
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    throw new UnreadableBodyError(415, `The charset ${excerpt(charset)} is not read: send UTF-8.`)
  }
}

function checkEncoding(header: string | undefined): void {
  const encoding = header?.trim().toLowerCase() ?? ''
  if (encoding === '' || encoding === 'identity') return
  const message = `A body with content-encoding ${excerpt(encoding)} is not read: send it uncompressed.`
  throw new UnreadableBodyError(415, message)
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > maxBodyBytes) throw new UnreadableBodyError(413, 'The request is larger than 1 MiB.')
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof UnreadableBodyError) throw error
    // A socket that ends, breaks or is cut in the middle of a body: whatever the name of the error.
    throw new CallerGoneError('The caller left in the middle of its body.', { cause: error })
  }
  return Buffer.concat(chunks)
}
