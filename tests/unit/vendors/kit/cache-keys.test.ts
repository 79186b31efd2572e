import { expect, test } from 'vitest'
import { accountKey, digest } from '../../../../server/vendors/kit/cache-keys.ts'

test('a digest has 24 hexadecimal digits, whatever it is of', () => {
  for (const value of ['', 'x'.repeat(100_000), null, { text: 'é' }, [1, 2]])
    expect(digest(value)).toMatch(/^[\da-f]{24}$/)
})

test('the same value has the same digest, another one another', () => {
  const values = ['a', 'A', ['a'], ['a', ''], { a: 1 }, 1, '1']

  expect(digest({ by: 'open' })).toBe(digest({ by: 'open' }))
  expect(new Set(values.map(digest)).size).toBe(values.length)
})

test('the key of an account says whose it is, and nothing of its parts', () => {
  const key = accountKey('hubspot', [new URL('https://api.hubapi.com/'), '4567890'])

  expect(key).toMatch(/^hubspot:[\da-f]{24}$/)
  expect(key).not.toBe(accountKey('hubspot', [new URL('https://api.hubapi.com/'), '4567891']))
})
