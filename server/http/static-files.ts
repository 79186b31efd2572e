import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { lookup } from 'mrmime'
import { storeFile, type StoredFile } from './stored-file.ts'

/**
 * Reads the files of a build into memory, by path below `base`. Excludes pages, which only the route of a page serves, and
 * what the build notes for itself (`.vite`).
 */
export function readStaticFiles(folder: string, base = '/'): ReadonlyMap<string, StoredFile> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.endsWith('.html') && !relative(folder, path).startsWith('.'))
      .map((path) => {
        const name = relative(folder, path).replaceAll('\\', '/')
        return [base + name, storeAsset(name, readFileSync(path))]
      }),
  )
}

function storeAsset(name: string, body: Buffer): StoredFile {
  return storeFile({
    body,
    type: lookup(name) ?? 'application/octet-stream',
    // Asset names contain a content hash.
    cacheControl: name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  })
}

/** Pages are never cached: after sign-out the back button must revalidate, and a new build takes effect immediately. */
export function storePage(html: string): StoredFile {
  return storeFile({ body: Buffer.from(html), type: 'text/html', cacheControl: 'no-store' })
}
