import { expect, test } from 'vitest'
import { excerpt, shortenMessage } from '../../../server/errors/excerpt.ts'

test.each([
  ['short', 'short'],
  ['x'.repeat(100), 'x'.repeat(100)],
  ['x'.repeat(101), `${'x'.repeat(100)}…`],
  [`${'x'.repeat(99)}😀😀`, `${'x'.repeat(99)}…`],
])('an excerpt of %s', (text, expected) => {
  expect(excerpt(text)).toBe(expected)
})

test('a message that repeats a long text keeps what it says about it', () => {
  const message = `Variable "$first" got invalid value "${'x'.repeat(900_000)}"; Int cannot represent it.`

  expect(shortenMessage(message)).toBe(
    `Variable "$first" got invalid value "${'x'.repeat(100)}…"; Int cannot represent it.`,
  )
})

test('a message with a long text that is not in quotes loses its middle', () => {
  const message = `Syntax Error: Unexpected Name ${'x '.repeat(10_000)}, found it.`
  const short = shortenMessage(message)

  expect(short.length).toBeLessThan(220)
  expect(short).toMatch(/^Syntax Error: Unexpected Name x .*… .*x , found it\.$/)
})
