import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import type { Results } from './results.ts'
import { tablesOf, toMarkdown } from './tables.ts'

const file = fileURLToPath(new URL('../../docs/performance.md', import.meta.url))
const [begin, end] = ['<!-- written by npm run bench -- peers --write-docs -->', '<!-- end of what is written -->']

/** Writes the tables into docs/performance.md, in place of those of the last time. */
export async function writeDocs(results: Results): Promise<void> {
  const text = readFileSync(file, 'utf8')
  const [before, rest] = text.split(begin)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`${file} has lost its marks for the tables.`)
  const tables = tablesOf(results).map(toMarkdown).join('\n')
  const where = `Measured on ${results.date}: ${results.machine}.`
  const written = `${before}${begin}\n\n${where}\n\n${tables}\n${end}${after}`
  writeFileSync(file, await format(written, { ...(await resolveConfig(file)), parser: 'markdown' }))
}
