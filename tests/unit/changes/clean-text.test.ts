import { expect, test } from 'vitest'
import { cleanLine, hasAtMost, shorten } from '../../../server/changes/clean-text.ts'

test.each([
  ['a\n b', 'a b'],
  ['a  \r\n \n\t b \u2028c', 'a b c'],
  ['\n\n a \n', 'a'],
  ['a  b', 'a  b'],
  ['a\tb', 'a b'],
  ['', ''],
])('%j on one line is %j', (text, line) => {
  expect(cleanLine(text)).toBe(line)
})

test.each([
  ['abc', 3, true],
  ['abcd', 3, false],
  // Characters, not units: each of these has two.
  ['👍👍👍', 3, true],
  ['👍👍👍👍', 3, false],
  ['👍👍👍a', 3, false],
  ['👍a', 3, true],
  ['abcdefg', 3, false],
  ['', 0, true],
])('%j has at most %i characters: %s', (text, most, does) => {
  expect(hasAtMost(text, most)).toBe(does)
})

test('a line is cut between characters as people see them', () => {
  expect(shorten('abc', 3)).toBe('abc')
  expect(shorten('abcd', 3)).toBe('ab…')
  expect(shorten('👩‍💻👩‍💻👩‍💻👩‍💻', 3)).toBe('👩‍💻👩‍💻…')
  expect(shorten('👩‍💻👩‍💻👩‍💻', 3)).toBe('👩‍💻👩‍💻👩‍💻')
  expect(shorten(`e\u0301`.repeat(4), 3)).toBe('e\u0301e\u0301…')
})
