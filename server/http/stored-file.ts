import { createHash } from 'node:crypto'
import { chooseEncoding, compress, leastBytes, type ContentEncoding } from './compression.ts'
import type { HttpContext } from './http-context.ts'

/** A file in memory, compressed at most once per supported encoding. */
export interface StoredFile {
  readonly type: string
  readonly cacheControl: string
  readonly body: Buffer
  /** Derived from the content; each encoding has its own ETag (RFC 9110, 8.8.3). */
  readonly tag: string
  /** Null: it is sent as it is. */
  readonly compressed: ((encoding: ContentEncoding) => Promise<Buffer>) | null
}

/** Compresses when an encoding is first asked for: all files of the portal in both would delay a start by half a second. */
export function storeFile(options: { body: Buffer; type: string; cacheControl: string }): StoredFile {
  const { body, type } = options
  const isText = /^(text\/|application\/(javascript|json|manifest\+json)|image\/svg)/.test(type)
  return {
    ...options,
    type: isText && !type.includes('charset') ? `${type}; charset=utf-8` : type,
    tag: createHash('sha256').update(body).digest('base64url').slice(0, 22),
    compressed: isText && body.length > leastBytes ? compressOnce(body) : null,
  }
}

function compressOnce(body: Buffer): (encoding: ContentEncoding) => Promise<Buffer> {
  const compressed = new Map<ContentEncoding, Promise<Buffer>>()
  return (encoding) => {
    const known = compressed.get(encoding) ?? compress(body, encoding, 'thorough')
    compressed.set(encoding, known)
    return known
  }
}

/** Sends the file in the client's preferred encoding, or 304 if its copy is current. */
export async function sendFile({ request, response }: HttpContext, file: StoredFile): Promise<void> {
  const encoding = file.compressed ? chooseEncoding(request.headers['accept-encoding']?.toString()) : null
  const etag = `"${file.tag}${encoding === null ? '' : `-${encoding}`}"`
  response.appendHeader('vary', 'Accept-Encoding')
  response.setHeader('cache-control', file.cacheControl)
  if (file.cacheControl !== 'no-store') {
    response.setHeader('etag', etag)
    if (isKnown(request.headers['if-none-match'], etag)) {
      response.writeHead(304).end()
      return
    }
  }
  const compressed = encoding === null ? undefined : await file.compressed?.(encoding)
  if (compressed && encoding !== null) response.setHeader('content-encoding', encoding)
  const body = compressed ?? file.body
  response.writeHead(200, { 'content-type': file.type, 'content-length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** Whether one of the tags matches; a proxy that compressed the response has made it weak (`W/`). */
function isKnown(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes(etag) || tags.includes('*')
}
