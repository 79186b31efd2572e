import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parseSync, Visitor } from 'vite'

const root = fileURLToPath(new URL('../../', import.meta.url))
/** A function has fewer lines than this, those of the functions in it and of comments included. */
const lineLimit = 80

/** The functions of a source text that are too long, with their first line and their number of lines. */
function longFunctionsOf(path: string, text: string): string[] {
  const { program, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} could not be parsed.`)
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length
  const found: string[] = []
  const measure = ({ start, end }: { start: number; end: number }) => {
    const lines = lineOf(end) - lineOf(start) + 1
    if (lines >= lineLimit) found.push(`${path}:${lineOf(start)} has ${lines} lines`)
  }
  new Visitor({
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
  }).visit(program)
  return found
}

const filesOf = (pattern: string) => globSync(pattern, { cwd: root }).filter((path) => !path.endsWith('.gen.ts'))

test('every function of the server has fewer than 80 lines', () => {
  const files = filesOf('server/**/*.ts')

  expect(files.length).toBeGreaterThan(200)
  expect(files.flatMap((path) => longFunctionsOf(path, readFileSync(root + path, 'utf8')))).toEqual([])
})

test.each([
  ['a declaration', (body: string) => `function long() {${body}}`],
  ['an arrow function', (body: string) => `export const long = (text: string): void => {${body}}`],
  ['a method', (body: string) => `export const made = { long(): void {${body}} }`],
  ['a function in another', (body: string) => `function outer() { return () => {${body}} }`],
])('%s of 80 lines is found, and one of 79 is not', (_, spell) => {
  const body = (lines: number) => '\n'.repeat(lines - 1)

  expect(longFunctionsOf('planted.ts', spell(body(79)))).toEqual([])
  expect(longFunctionsOf('planted.ts', spell(body(80)))[0]).toBe('planted.ts:1 has 80 lines')
})
