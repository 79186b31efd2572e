import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { importsOf } from './imports-of.ts'

/**
 * Files that are imported from the first ones, directly or not, and these.
 *
 * @param folder of all of them
 * @param first relative to it: all of JavaScript, or all of declarations
 * @returns relative to the folder
 */
export function reachableFiles(folder: string, first: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>()
  const waiting = [...first]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue
    reached.add(file)
    const isDeclaration = file.endsWith('.d.ts')
    const text = readFileSync(join(folder, file), 'utf8')
    for (const specifier of importsOf(text).filter((name) => name.startsWith('.'))) {
      const named = normalize(join(dirname(file), specifier))
      const target = isDeclaration ? named.replace(/\.(js|ts)$/, '.d.ts') : named
      if (!existsSync(join(folder, target))) throw new Error(`${file} imports ${specifier}, which is not there.`)
      waiting.push(target)
    }
  }
  return reached
}
