import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
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
  readonly compressed: Compressed | null
}

interface Compressed {
  of(encoding: ContentEncoding): Promise<Buffer>
  /** Undefined as long as it is not compressed. */
  known(encoding: ContentEncoding): Buffer | undefined
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

function compressOnce(body: Buffer, effort: CompressionEffort): Compressed {
  const begun = new Map<ContentEncoding, Promise<Buffer>>()
  const done = new Map<ContentEncoding, Buffer>()
  const start = async (encoding: ContentEncoding) => {
    const compressed = await compress(body, encoding, effort)
    done.set(encoding, compressed)
    return compressed
  }
  return {
    of(encoding) {
      const known = begun.get(encoding) ?? start(encoding)
      begun.set(encoding, known)
      return known
    },
    known: (encoding) => done.get(encoding),
  }
}

/** How a file is sent to a client. */
export interface Sending {
  /** Null: as it is. */
  readonly encoding: ContentEncoding | null
  /** Null: the file has none. */
  readonly etag: string | null
  /** Whether the client's copy is current: it gets 304. */
  readonly isKnown: boolean
}

/** How the file is sent to the client of this request. */
export function sendingOf({ headers }: IncomingMessage, { compressed, tag }: StoredFile): Sending {
  const encoding = compressed ? chooseEncoding(headers['accept-encoding']?.toString()) : null
  const etag = tag === null ? null : `"${tag}${encoding === null ? '' : `-${encoding}`}"`
  return { encoding, etag, isKnown: etag !== null && isKnownTag(headers['if-none-match'], etag) }
}

/** Sends the file in the client's preferred encoding, or 304 if its copy is current. */
export async function sendFile({ request, response }: HttpContext, file: StoredFile): Promise<void> {
  const { encoding, etag, isKnown } = sendingOf(request, file)
  response.appendHeader('vary', 'Accept-Encoding')
  response.setHeader('cache-control', file.cacheControl)
  if (etag !== null) response.setHeader('etag', etag)
  if (isKnown) {
    response.writeHead(304).end()
    return
  }
  const compressed = encoding === null ? undefined : await file.compressed?.of(encoding)
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
  if (header === undefined) return false
  const strong = (tag: string) => tag.trim().replace(/^W\//, '')
  const tags = header.split(',').map(strong)
  return tags.includes(strong(etag)) || tags.includes('*')
}
