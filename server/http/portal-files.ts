import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { lookup } from 'mrmime'
import { hashInlineScripts } from './security-headers.ts'
import type { Exchange } from './exchange.ts'

const compress = promisify(brotliCompress)

/** The built portal. */
export interface PortalFiles {
  /** The page of every path of the portal. */
  readonly index: string
  /** The page of /sign-in: complete without anything that needs a session. */
  readonly signIn: string
  /** `'sha256-…'` of the scripts that stand in those pages. */
  readonly inlineScripts: readonly string[]
  /** Sends the file at the exchange's path (a script, an icon). @returns false when there is none */
  sendFile(exchange: Exchange): Promise<boolean>
}

interface PortalFile {
  readonly type: string
  readonly etag: string
  readonly cacheControl: string
  readonly body: Buffer
  /** The body for browsers that read brotli; null where that saves nothing. */
  readonly compressed: Promise<Buffer | null>
}

/**
 * Reads the whole folder into memory (about a megabyte): the portal that started goes on being served whole while
 * another one is being built over it, and nothing is read from disk for a visitor.
 *
 * @returns null when the portal has not been built
 */
export function readPortalFiles(folder: string): PortalFiles | null {
  const indexPath = join(folder, 'index.html')
  if (!existsSync(indexPath)) return null
  const index = readFileSync(indexPath, 'utf8')
  const signInPath = join(folder, 'sign-in.html')
  const signIn = existsSync(signInPath) ? readFileSync(signInPath, 'utf8') : index
  const files = readFiles(folder)
  return {
    index,
    signIn,
    inlineScripts: [...new Set([index, signIn].flatMap(hashInlineScripts))],
    async sendFile(exchange) {
      const file = files.get(exchange.url.pathname)
      if (file) await send(exchange, file)
      return file !== undefined
    },
  }
}

/** By path. Pages are not among them: they go out by the portal route only, which looks at the session first. */
function readFiles(folder: string): ReadonlyMap<string, PortalFile> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.endsWith('.html') && !relative(folder, path).startsWith('.'))
      .map((path) => {
        const address = `/${relative(folder, path).replaceAll('\\', '/')}`
        return [address, describeFile(address, readFileSync(path))]
      }),
  )
}

function describeFile(address: string, body: Buffer): PortalFile {
  const type = lookup(address) ?? 'application/octet-stream'
  const isText = /^(text\/|application\/(javascript|json|manifest\+json)|image\/svg)/.test(type)
  return {
    body,
    type: isText ? `${type}; charset=utf-8` : type,
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    // The names of assets carry a hash of what is in them.
    cacheControl: address.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    // Begun at once, on another thread, so that it is there when the first visitor comes.
    compressed: isText && body.length > 1_000 ? brotli(body) : Promise.resolve(null),
  }
}

/** Nearly as small as brotli gets, in a tenth of the time. */
const brotli = (body: Buffer) => compress(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })

async function send({ request, response }: Exchange, file: PortalFile): Promise<void> {
  response.setHeader('etag', file.etag)
  response.setHeader('cache-control', file.cacheControl)
  response.setHeader('vary', 'accept-encoding')
  if (request.headers['if-none-match'] === file.etag) {
    response.writeHead(304).end()
    return
  }
  const takesBrotli = /\bbr\b/.test(request.headers['accept-encoding']?.toString() ?? '')
  const compressed = takesBrotli ? await file.compressed : null
  if (compressed) response.setHeader('content-encoding', 'br')
  const body = compressed ?? file.body
  response.writeHead(200, { 'content-type': file.type, 'content-length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}
