import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { reachableFiles } from './reachable-files.ts'

/*
 * The package's exports as they were last recorded (sdk/api.txt), with a hash of the changelog's part about the package at that
 * time: they can be recorded anew only once the changelog says something else.
 */

/** The entries of the package, by their paths in `exports`. */
export const entries = { '.': 'server/graph', './client': 'sdk/index' }

/** Declarations of everything that is exported, without comments. @param target the built package */
export function readPublicApi(target: string): string {
  const files = reachableFiles(
    target,
    Object.values(entries).map((name) => `${name}.d.ts`),
  )
  return [...files]
    .sort()
    .map((file) => `// ${file}\n${withoutComments(readFileSync(join(target, file), 'utf8'))}`)
    .join('\n')
}

const withoutComments = (text: string) =>
  text
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .join('\n')

/** What the changelog says of the package under its first heading, which is of what is not released yet. */
export function packageNotes(changelog: string): string {
  const [, unreleased = ''] = changelog.split(/^## /m)
  const [, notes = ''] = unreleased.split(/^### Package$/m)
  return notes.split(/^### /m)[0]?.trim() ?? ''
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

const heading = '// changelog '

export interface ApiRecord {
  readonly changelog: string
  readonly api: string
}

export function readApiRecord(file: string): ApiRecord | null {
  if (!existsSync(file)) return null
  const [first = '', ...rest] = readFileSync(file, 'utf8').trimEnd().split('\n')
  return { changelog: first.slice(heading.length), api: rest.join('\n') }
}

/** @throws Error when exports changed and the changelog says nothing new of the package */
export function recordApi(file: string, api: string, changelog: string): void {
  const known = readApiRecord(file)
  const text = packageNotes(changelog)
  const notes = hashOf(text)
  if (known?.api === api) return
  if (text === '' || known?.changelog === notes) {
    throw new Error(
      'Exports of the package changed: say so in CHANGELOG.md, under Unreleased, Package. Then record again.',
    )
  }
  writeFileSync(file, `${heading}${notes}\n${api}\n`)
}
