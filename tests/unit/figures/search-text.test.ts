import { expect, test } from 'vitest'
import { checkSearchText, fold } from '../../../server/figures/search-text.ts'

test('case and the two forms of an accented letter make no difference', () => {
  const composed = 'Caf\u00c9'
  const decomposed = 'cafe\u0301'

  expect([composed, decomposed, 'CAFE'].map(fold)).toEqual(['caf\u00e9', 'caf\u00e9', 'cafe'])
})

test('a search text of 300 characters is taken as it is', () => {
  const text = 'É'.repeat(300)

  expect(checkSearchText('filter.search', text)).toBe(text)
  expect(checkSearchText('filter.search', '')).toBe('')
})

test('a longer search text is BAD_USER_INPUT', () => {
  expect(() => checkSearchText('filter.search', 'a'.repeat(301))).toThrow(
    expect.objectContaining({ code: 'BAD_USER_INPUT', message: 'filter.search must have at most 300 characters.' }),
  )
})
