import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { lookup } from 'mrmime'
import type { Exchange } from './exchange.ts'
import { hashInlineScripts } from './security-headers.ts'
import { sendFile, storeFile, type StoredFile } from './stored-file.ts'

/** The built portal. */
export interface PortalFiles {
  /** The page of every path of the portal. */
  readonly index: StoredFile
  /** The page of /sign-in: complete without anything that needs a session. */
  readonly signIn: StoredFile
  /** `'sha256-…'` of the scripts that stand in those pages. */
  readonly inlineScripts: readonly string[]
  /** Sends the file at the exchange's path (a script, an icon). @returns false when there is none */
  sendFile(exchange: Exchange): Promise<boolean>
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
    index: storePage(index),
    signIn: storePage(signIn),
    inlineScripts: [...new Set([index, signIn].flatMap(hashInlineScripts))],
    async sendFile(exchange) {
      const file = files.get(exchange.url.pathname)
      if (file) await sendFile(exchange, file)
      return file !== undefined
    },
  }
}

/** By path. Pages are not among them: they go out by the portal route only, which looks at the session first. */
function readFiles(folder: string): ReadonlyMap<string, StoredFile> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.endsWith('.html') && !relative(folder, path).startsWith('.'))
      .map((path) => {
        const address = `/${relative(folder, path).replaceAll('\\', '/')}`
        return [address, storeAsset(address, readFileSync(path))]
      }),
  )
}

function storeAsset(address: string, body: Buffer): StoredFile {
  return storeFile({
    body,
    type: lookup(address) ?? 'application/octet-stream',
    // The names of assets carry a hash of what is in them.
    cacheControl: address.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  })
}

/** A page is never kept: after sign-out the back button has to ask, and a new build shows at once. */
function storePage(html: string): StoredFile {
  return storeFile({ body: Buffer.from(html), type: 'text/html', cacheControl: 'no-store' })
}
