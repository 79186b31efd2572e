/*
 * npm run check:size
 *
 * How much JavaScript a browser loads before a page of the portal shows anything: everything that its entry and, for a
 * lazily loaded page, its own module import statically, as gzip. Reads Vite's manifest in dist/portal, so `npm run
 * build` comes first.
 */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
}

const folder = new URL('../dist/portal/', import.meta.url)

interface Budget {
  readonly page: string
  readonly entries: readonly string[]
  readonly budgetKiB: number
}

/**
 * In KiB. The sign-in page is the first to load for all users; the others contain React, Apollo and one page, with some
 * margin.
 */
function budgetsOf(manifest: Readonly<Record<string, Chunk>>): Budget[] {
  const pages = Object.keys(manifest).filter((name) => /^[\w-]+\/[\w-]+-page\.tsx$/.test(name))
  return [
    { page: 'sign-in', entries: ['sign-in.html'], budgetKiB: 75 },
    ...pages.map((name) => ({ page: name, entries: ['index.html', name], budgetKiB: 185 })),
  ]
}

/** Scripts from public/ that every page loads as well. */
const alwaysLoaded = ['theme.js', 'start.js']

function filesOf(manifest: Readonly<Record<string, Chunk>>, entries: readonly string[]): string[] {
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
  for (const entry of entries) visit(entry)
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
  for (const { page, entries, budgetKiB } of budgetsOf(manifest)) {
    const bytes = filesOf(manifest, entries)
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
