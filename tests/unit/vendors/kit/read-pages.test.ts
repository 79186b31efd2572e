import { expect, test } from 'vitest'
import { readAllPages, readPages, type Page } from '../../../../server/vendors/kit/read-pages.ts'

/** A list by cursor; remembers which pages were read. */
function listOf(pages: Record<string, Page<string>>) {
  const read: string[] = []
  return {
    read,
    first: 'a',
    maxPages: 10,
    failure: () => new Error('no end'),
    readPage: async (cursor: string) => {
      read.push(cursor)
      return pages[cursor]!
    },
  }
}
const rows = (...ids: number[]) => ids.map((id) => ({ id }))

test('all pages are read, in their order', async () => {
  const list = listOf({
    a: { rows: rows(1, 2), next: 'b' },
    b: { rows: [], next: 'c' },
    c: { rows: rows(3), next: null },
  })
  const counts: number[] = []

  expect(await readAllPages(list, (read) => counts.push(read))).toEqual(rows(1, 2, 3))
  expect(counts).toEqual([2, 2, 3])
})

test('a page is requested when it is wanted', async () => {
  const list = listOf({ a: { rows: rows(1), next: 'b' }, b: { rows: rows(2), next: null } })
  for await (const page of readPages(list)) {
    expect(page).toEqual(rows(1))
    break
  }

  expect(list.read).toEqual(['a'])
})

test('a page that is named twice is an error', async () => {
  const list = listOf({ a: { rows: rows(1), next: 'b' }, b: { rows: rows(2), next: 'a' } })

  await expect(readAllPages(list)).rejects.toThrow('no end')
  expect(list.read).toEqual(['a', 'b'])
})

test('a named page with nothing new is an error where it names another, a guessed one is the end', async () => {
  const again = { rows: rows(1), next: 'c' }
  const named = listOf({ a: { rows: rows(1), next: 'b' }, b: again })
  const guessed = listOf({ a: { rows: rows(1), next: 'b', isGuess: true }, b: { ...again, isGuess: true } })

  await expect(readAllPages(named)).rejects.toThrow('no end')
  expect(await readAllPages(guessed)).toEqual(rows(1))
})

test('a failed page fails the list', async () => {
  const list = { ...listOf({}), readPage: () => Promise.reject(new Error('unavailable')) }

  await expect(readAllPages(list)).rejects.toThrow('unavailable')
})
