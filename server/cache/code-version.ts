import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A version of the code that shapes cached values: eight hex digits that change with any file of the folder. A store
 * outlives the process, and a value written by other code may lack fields; a manually bumped version would be forgotten
 * eventually.
 *
 * @param folder contains all code that shapes values: `server/vendors`
 */
export function readCodeVersion(folder: string): string {
  const hash = createHash('sha256')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isCode)
  for (const name of files.sort())
    hash
      .update(name)
      .update('\0')
      .update(readFileSync(join(folder, name)))
      .update('\0')
  return hash.digest('hex').slice(0, 8)
}

/** TypeScript here, JavaScript in the package. */
const isCode = (name: string) => /\.(ts|js)$/.test(name) && !name.endsWith('.d.ts')
