import { expect, test } from 'vitest'
import { parseJson } from '../../../../server/vendors/kit/parse-json.ts'

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

test.each<[string, string, unknown]>([
  ['null', 'null', null],
  ['a record', '{"a":[1,{"b":"c"}]}', { a: [1, { b: 'c' }] }],
  ['signs of structure inside a string', JSON.stringify(['['.repeat(500)]), ['['.repeat(500)]],
  ['quotes and backslashes inside a string', JSON.stringify('\\"[\\\\"{'.repeat(40)), '\\"[\\\\"{'.repeat(40)],
  ['64 levels', nested(64), JSON.parse(nested(64))],
])('parses %s', (_, text, value) => {
  expect(parseJson(text)).toEqual(value)
})

test.each<[string, string]>([
  ['65 levels', nested(65)],
  ['lists without end', '['.repeat(1_000_000)],
  ['objects without end', '{"a":'.repeat(200_000)],
  ['more values than any page has', `[${'0,'.repeat(500_000)}0]`],
  ['a string that does not end', `"${'\\'.repeat(1_000_001)}`],
  ['no JSON', 'hello'],
  ['nothing', ''],
])('refuses %s', (_, text) => {
  expect(() => parseJson(text)).toThrow(SyntaxError)
})
