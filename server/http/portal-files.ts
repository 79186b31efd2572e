import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HttpContext } from './http-context.ts'
import { readPortalPreloads, type PortalPreloads } from './portal-preloads.ts'
import { hashInlineScripts } from './security-headers.ts'
import { readStaticFiles, storePage } from './static-files.ts'
import { sendFile, type StoredFile } from './stored-file.ts'

/** The built portal. */
export interface PortalFiles {
  /** The page for every path of the portal. */
  readonly index: StoredFile
  /** The page of /sign-in: self-contained, needs no session. */
  readonly signIn: StoredFile
  readonly preloads: PortalPreloads
  /** `'sha256-…'` of the inline scripts in these pages. */
  readonly inlineScripts: readonly string[]
  /** Sends the file at the request's path (a script, an icon). @returns false if there is none */
  sendFile(context: HttpContext): Promise<boolean>
}

/**
 * Reads the whole folder into memory (about a megabyte): the portal as of startup is served consistently while a new
 * one is being built over it, and requests need no disk access.
 *
 * @returns null if the portal has not been built
 */
export function readPortalFiles(folder: string): PortalFiles | null {
  const indexPath = join(folder, 'index.html')
  if (!existsSync(indexPath)) return null
  const index = readFileSync(indexPath, 'utf8')
  const signInPath = join(folder, 'sign-in.html')
  const signIn = existsSync(signInPath) ? readFileSync(signInPath, 'utf8') : index
  const files = readStaticFiles(folder)
  return {
    index: storePage(index),
    signIn: storePage(signIn),
    preloads: readPortalPreloads(folder),
    inlineScripts: [...new Set([index, signIn].flatMap(hashInlineScripts))],
    async sendFile(context) {
      const file = files.get(context.url.pathname)
      if (file) await sendFile(context, file)
      return file !== undefined
    },
  }
}
