import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A name for the code that gives cached values their shape: eight hex digits that change with any file of the folder. A
 * store outlives the program, and a value that older or newer code wrote can lack what this one reads; a number that had
 * to be raised by hand would be forgotten one day.
 *
 * @param folder with all code that shapes values: `server/vendors`
 */
export function readCodeVersion(folder: string): string {
  const hash = createHash('sha256')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  for (const name of files.sort())
    hash
      .update(name)
      .update('\0')
      .update(readFileSync(join(folder, name)))
      .update('\0')
  return hash.digest('hex').slice(0, 8)
}
