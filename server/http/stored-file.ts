import { createHash } from 'node:crypto'
import { chooseEncoding, compress, leastBytes, type CompressionEffort, type ContentEncoding } from './compression.ts'
import type { HttpContext } from './http-context.ts'

/** A file or response in memory, compressed at most once per supported encoding. */
export interface StoredFile {
  readonly type: string
  readonly cacheControl: string
  readonly body: Buffer
  /** Derived from the content; each encoding has its own ETag (RFC 9110, 8.8.3). Null: none is sent. */
  readonly tag: string | null
  /** Null: it is sent as it is. */
  readonly compressed: ((encoding: ContentEncoding) => Promise<Buffer>) | null
}

interface StoreFileOptions extends Pick<StoredFile, 'body' | 'type' | 'cacheControl'> {
  /** Whether it has an ETag; unless given, whether caches may store it. */
  readonly isTagged?: boolean
  /** `thorough` unless given: for what is sent often. */
  readonly effort?: CompressionEffort
}

/** Compresses when an encoding is first asked for: all files of the portal in both would delay a start by half a second. */
export function storeFile(options: StoreFileOptions): StoredFile {
  const { body, type, cacheControl, isTagged = cacheControl !== 'no-store', effort = 'thorough' } = options
  const isText = /^(text\/|application\/(javascript|([\w.-]+\+)?json)|image\/svg)/.test(type)
  return {
    body,
    cacheControl,
    type: isText && !type.includes('charset') ? `${type}; charset=utf-8` : type,
    tag: isTagged ? createHash('sha256').update(body).digest('base64url').slice(0, 22) : null,
    compressed: isText && body.length > leastBytes ? compressOnce(body, effort) : null,
  }
}

function compressOnce(body: Buffer, effort: CompressionEffort): (encoding: ContentEncoding) => Promise<Buffer> {
  const compressed = new Map<ContentEncoding, Promise<Buffer>>()
  return (encoding) => {
    const known = compressed.get(encoding) ?? compress(body, encoding, effort)
    compressed.set(encoding, known)
    return known
  }
}

/** Sends the file in the client's preferred encoding, or 304 if its copy is current. */
export async function sendFile({ request, response }: HttpContext, file: StoredFile): Promise<void> {
  const encoding = file.compressed ? chooseEncoding(request.headers['accept-encoding']?.toString()) : null
  response.appendHeader('vary', 'Accept-Encoding')
  response.setHeader('cache-control', file.cacheControl)
  if (file.tag !== null) {
    const etag = `"${file.tag}${encoding === null ? '' : `-${encoding}`}"`
    response.setHeader('etag', etag)
    if (isKnownTag(request.headers['if-none-match'], etag)) {
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

/**
 * Whether one of the tags of `If-None-Match` matches: by the weak comparison (RFC 9110, 13.1.2), since a proxy that
 * compressed the response has made its tag weak (`W/`).
 */
export function isKnownTag(header: string | undefined, etag: string): boolean {
  const strong = (tag: string) => tag.trim().replace(/^W\//, '')
  const tags = (header ?? '').split(',').map(strong)
  return tags.includes(strong(etag)) || tags.includes('*')
}
