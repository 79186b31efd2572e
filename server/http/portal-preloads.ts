import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What Vite’s manifest says of a file. */
interface ManifestEntry {
  readonly file: string
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}

type Manifest = Readonly<Record<string, ManifestEntry>>

/** `Link` headers, with which a browser fetches files before something on the page asks for them. */
export interface PortalPreloads {
  /** For the portal’s page at a path: the files of what it shows there, which the portal would ask for only once it runs. */
  ofPage(pathname: string): string | null
  /** For the page of /sign-in: all files of the page that is shown next, while its user signs in. */
  ofSignIn(returnPath: string): string | null
}

const entryName = 'index.html'

/** Reads the manifest of a built portal. Without one, nothing is preloaded. */
export function readPortalPreloads(folder: string): PortalPreloads {
  const path = join(folder, '.vite', 'manifest.json')
  const manifest = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Manifest) : {}
  const ofEntry = filesOf(manifest, entryName)
  const pages = new Map(
    Object.keys(manifest).flatMap((source) => {
      const [, name] = /^([\w-]+)\/\1-page\.tsx$/.exec(source) ?? []
      return name === undefined ? [] : [[name, filesOf(manifest, source)] as const]
    }),
  )
  const filesAt = (path: string) => pages.get(/^\/([\w-]+)(?![^/?#])/.exec(path)?.[1] ?? firstOf(path)) ?? new Set()
  return {
    // The page itself names those of the entry.
    ofPage: (pathname) =>
      writeLinks(
        [...filesAt(pathname)].filter((file) => !ofEntry.has(file)),
        preload,
      ),
    ofSignIn: (returnPath) => writeLinks([...ofEntry.union(filesAt(returnPath))], prefetch),
  }
}

/** Where `/` leads; nowhere for what is no path of a page. */
const firstOf = (path: string) => (/^\/([?#]|$)/.test(path) ? 'service-desk' : '')

/** A file with all that it imports statically, and their styles. */
function filesOf(manifest: Manifest, source: string, found = new Set<string>(), seen = new Set<string>()): Set<string> {
  const entry = manifest[source]
  if (!entry || seen.has(source)) return found
  seen.add(source)
  found.add(entry.file)
  for (const style of entry.css ?? []) found.add(style)
  for (const other of entry.imports ?? []) filesOf(manifest, other, found, seen)
  return found
}

function writeLinks(files: readonly string[], write: (file: string) => string): string | null {
  return files.length === 0 ? null : files.map((file) => `</${file}>; ${write(file)}`).join(', ')
}

/** As Vite’s own links ask for them, or they would be fetched twice. */
const preload = (file: string) =>
  file.endsWith('.css') ? 'rel=preload; as=style; crossorigin' : 'rel=modulepreload; crossorigin'

const prefetch = () => 'rel=prefetch'
