import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { UserErrorCode } from '../../../server/enums.gen.ts'
import { errorCodes } from '../../../server/errors/codes.ts'

const text = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8')
const [errors = '', inputErrors = ''] = text.split('## Input errors of mutations')

/** The rows of a table of codes, each with its number of filled cells. */
const rowsOf = (part: string) =>
  [...part.matchAll(/^\| `([A-Z_]+)` *\|(.*)\|$/gm)].map(([, code, cells = '']) => ({
    code,
    cells: cells.split('|').filter((cell) => cell.trim() !== '').length,
  }))

test('docs/errors.md explains each code once, in the same order, and no other', () => {
  expect(rowsOf(errors)).toEqual(errorCodes.map((code) => ({ code, cells: 3 })))
})

test('docs/errors.md explains each code of input errors once, and no other', () => {
  const byCode = (a: { code?: string | undefined }, b: { code?: string | undefined }) =>
    String(a.code).localeCompare(String(b.code))

  expect(rowsOf(inputErrors).sort(byCode)).toEqual(
    Object.values(UserErrorCode)
      .map((code) => ({ code, cells: 2 }))
      .sort(byCode),
  )
})
