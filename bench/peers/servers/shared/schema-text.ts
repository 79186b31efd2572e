import { globSync, readFileSync } from 'node:fs'

const folder = new URL('../../../../schema/', import.meta.url)

/** The gateway's own schema. */
export const schemaText = globSync('*.graphql', { cwd: folder })
  .toSorted()
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n')
