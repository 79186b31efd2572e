import type { IncomingMessage } from 'node:http'
import { GatewayError } from '../errors/gateway-error.ts'
import { excerpt } from '../errors/excerpt.ts'
import { CallerGoneError } from '../operations/caller-gone-error.ts'

/** Maximum request body, in bytes: many times the size of a document with its variables. */
const maxBodyBytes = 1_048_576

/** Longer bodies are not read before it is known whether the caller still has operations left; in bytes. */
const shortBytes = 65_536

/** Whether the body is short enough to be read before that; false where its length is not said. */
export const hasShortBody = ({ headers }: IncomingMessage): boolean => Number(headers['content-length']) <= shortBytes

const decoder = new TextDecoder('utf-8', { fatal: true })

/** The body cannot be read; the HTTP status says why. */
export class UnreadableBodyError extends GatewayError {
  override name = 'UnreadableBodyError'
  readonly status: 400 | 413 | 415

  constructor(status: 400 | 413 | 415, message: string) {
    super('BAD_USER_INPUT', message)
    this.status = status
  }
}

/**
 * Reads a JSON body as text. Accepts only plain UTF-8 (RFC 8259): other charsets would be stored garbled rather than
 * rejected, and a compressed body could be a decompression bomb. Strips a leading byte order mark.
 *
 * @throws UnreadableBodyError 413 beyond 1 MiB, 415 for another type, charset or encoding, 400 for invalid UTF-8;
 * CallerGoneError
 */
export async function readJsonText(request: IncomingMessage): Promise<string> {
  checkType(request.headers['content-type'])
  checkEncoding(request.headers['content-encoding'])
  const body = await readAll(request)
  try {
    return decoder.decode(body)
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

/** Listens to events: an async iterator takes several times as long as a body of a few hundred bytes needs. */
function readAll(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    // The socket ended, broke or was aborted in the middle of the body, whatever the error's name.
    const onGone = (cause?: unknown) =>
      reject(new CallerGoneError('The client disconnected while sending its body.', { cause }))
    // While its caller was looked up.
    if (request.destroyed) return onGone(request.errored)
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      chunks.push(chunk)
      if (size <= maxBodyBytes) return
      request.pause().removeAllListeners('data')
      reject(new UnreadableBodyError(413, 'The request is larger than 1 MiB.'))
    })
    request.once('end', () => {
      // Every request is closed in the end.
      request.off('close', onGone)
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks))
    })
    request.once('error', onGone)
    request.once('close', onGone)
  })
}
