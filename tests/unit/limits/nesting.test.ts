import { expect, test } from 'vitest'
import { checkNesting } from '../../../server/limits/nesting.ts'
import { QueryTooExpensiveError } from '../../../server/limits/query-too-expensive-error.ts'

test.each([
  ['selections', '{ a { b { c } } }'],
  ['lists', '[[[]]]'],
  ['what is closed again', '[] [] [] [] [[[]]]'],
  ['a string', '{ a(b: "[[[[[[[[" ) }'],
  ['a string with an escaped quote', '{"a": "\\"[[[[[[[["}'],
  ['a string that ends with a backslash', '{"a": "\\\\", "b": [[]]}'],
  ['a block string', '{ a(b: """ "[[[[" [[[[ \\""" [[[[ """) }'],
  ['a comment', '# [[[[[[[[\n{ a }'],
])('brackets in %s pass when they nest no deeper', (_, text) => {
  expect(() => checkNesting(text, 3, 'the document')).not.toThrow()
})

test.each([
  ['selections', '{ a { b { c { d } } } }', 'line 1, column 13'],
  ['lists', '[[[[', 'line 1, column 4'],
  ['mixed brackets', '{ a(b: [\n  {c: 1}]) }', 'line 2, column 3'],
  ['what follows a string', '"" [[[[', 'line 1, column 7'],
  ['what follows a block string', '"""a"""[[[[', 'line 1, column 11'],
  ['what follows a comment', '# "\n[[[[', 'line 2, column 4'],
])('brackets in %s are refused where they nest deeper', (_, text, place) => {
  expect(() => checkNesting(text, 3, 'the document')).toThrow(
    new QueryTooExpensiveError(
      { measure: 'nesting', asked: 4, limit: 3 },
      `The brackets of the document nest more than 3 deep (at ${place}); at most 3 are allowed.`,
    ),
  )
})
