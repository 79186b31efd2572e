import { expect, test } from 'vitest'
import { createPageProgress } from '../../../../server/vendors/kit/page-progress.ts'
import type { WireRow } from '../../../../server/vendors/kit/wire.ts'

const start = (maxPages = 100) => createPageProgress({ maxPages, failure: () => new Error('no end') })
const row = (id: unknown): WireRow => ({ id })

test('pages with something new each go on', () => {
  const progress = start()
  for (let page = 0; page < 50; page++) {
    expect(() => {
      progress.ask(`page ${page}`)
      progress.took([row(page), row(page + 1)], true)
    }).not.toThrow()
  }
})

test('a page that is named twice is the end', () => {
  const progress = start()
  progress.ask('a')
  progress.ask('b')

  expect(() => progress.ask('a')).toThrow('no end')
})

test('there are so many pages at most', () => {
  const progress = start(3)
  for (const cursor of ['a', 'b', 'c']) progress.ask(cursor)

  expect(() => progress.ask('d')).toThrow('no end')
})

test.each([
  ['ids', [row(1), row('2')], [row('1'), row(2)]],
  ['rows without an id', [{ name: 'x' }], [{ name: 'x' }]],
])('a page with nothing but known %s that names a further one is the end', (_, first, second) => {
  const progress = start()
  progress.took(first, true)

  expect(() => progress.took(second, true)).toThrow('no end')
})

test('a last page may have nothing but known rows, or none', () => {
  const progress = start()
  progress.took([row(1)], true)
  expect(() => {
    progress.took([row(1)], false)
    progress.took([], false)
  }).not.toThrow()
})

test('some empty pages may follow each other, and no more than that', () => {
  const progress = start()
  for (let page = 0; page < 4; page++) progress.took([], true)
  progress.took([row(1)], true)
  for (let page = 0; page < 4; page++) progress.took([], true)

  expect(() => progress.took([], true)).toThrow('no end')
})
