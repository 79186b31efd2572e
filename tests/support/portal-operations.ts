import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse, print, separateOperations } from 'graphql'

const folder = fileURLToPath(new URL('../../client', import.meta.url))

/** The operations that the portal sends, whole, by their name. */
export function readPortalOperations(): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.graphql'))
  const all = parse(files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n'))
  const operations = Object.entries(separateOperations(all))
  return Object.fromEntries(operations.map(([name, document]) => [name, print(document)]))
}
