/*
 * npm run check:size
 *
 * How much JavaScript a browser loads before the portal shows anything: everything the entry imports statically, as
 * gzip. Reads Vite's manifest in dist/portal, so `npm run build` comes first.
 */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
}

const folder = new URL('../dist/portal/', import.meta.url)

/** Budgets in KiB. The sign-in page is what everybody waits for first; the other is React, Apollo and one page, with room. */
const budgets = [
  { page: 'service desk', entry: 'index.html', budgetKiB: 185 },
  { page: 'sign-in', entry: 'sign-in.html', budgetKiB: 75 },
] as const

/** Scripts from public/ that every page loads as well. */
const alwaysLoaded = ['theme.js']

function filesOf(manifest: Readonly<Record<string, Chunk>>, entry: string): string[] {
  const files = new Set<string>()
  const visited = new Set<string>()
  const visit = (name: string): void => {
    const chunk = manifest[name]
    if (!chunk) throw new Error(`${name} is not in the manifest of the build.`)
    if (visited.has(name)) return
    visited.add(name)
    if (chunk.file.endsWith('.js')) files.add(chunk.file)
    for (const imported of chunk.imports ?? []) visit(imported)
  }
  visit(entry)
  return [...alwaysLoaded, ...files]
}

function readManifest(): Record<string, Chunk> {
  try {
    return JSON.parse(readFileSync(new URL('.vite/manifest.json', folder), 'utf8')) as Record<string, Chunk>
  } catch {
    throw new Error('There is no build in dist/portal. Run `npm run build` first.')
  }
}

try {
  const manifest = readManifest()
  for (const { page, entry, budgetKiB } of budgets) {
    const bytes = filesOf(manifest, entry)
      .map((file) => gzipSync(readFileSync(new URL(file, folder)), { level: 9 }).length)
      .reduce((sum, size) => sum + size, 0)
    const kib = bytes / 1_024
    const isOver = kib > budgetKiB
    console.log(`${isOver ? '✗' : '✓'} ${page}: ${kib.toFixed(1)} KiB of JavaScript (gzip), at most ${budgetKiB}`)
    if (isOver) process.exitCode = 1
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
