import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { errorCodes } from '../../../server/errors/codes.ts'

test('docs/errors.md explains each code once, in the same order, and no other', () => {
  const text = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8')
  const rows = [...text.matchAll(/^\| `([A-Z_]+)` *\|(.*)\|$/gm)]

  expect(rows.map(([, code]) => code)).toEqual(errorCodes)
  for (const [, code, cells = ''] of rows) {
    const filled = cells.split('|').filter((cell) => cell.trim() !== '')
    expect({ code, cells: filled.length }).toEqual({ code, cells: 3 })
  }
})
