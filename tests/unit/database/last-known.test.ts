import { beforeEach, describe, expect, test } from 'vitest'
import { DatabaseUnavailableError } from '../../../server/database/database-unavailable-error.ts'
import { createLastKnown } from '../../../server/database/last-known.ts'

const away = new DatabaseUnavailableError(new Error('connection refused'))

describe('what was read last', () => {
  let now: number
  let answer: () => string | null
  let read: (key: string) => Promise<string | null>

  beforeEach(() => {
    now = 1_000_000
    answer = () => 'first'
    read = createLastKnown(
      async () => answer(),
      () => now,
    )
  })
  const fail = (error: Error) => () => {
    throw error
  }

  test('is returned while the database is away, for its key alone', async () => {
    await read('one')
    answer = fail(away)

    expect(await read('one')).toBe('first')
    await expect(read('two')).rejects.toBe(away)
  })

  test('is returned for fifteen minutes', async () => {
    await read('one')
    answer = fail(away)
    now += 15 * 60_000
    expect(await read('one')).toBe('first')
    now += 1

    await expect(read('one')).rejects.toBe(away)
  })

  test('never stands in for what the database says', async () => {
    await read('one')
    answer = () => 'second'

    expect(await read('one')).toBe('second')
  })

  test('is forgotten once it is gone', async () => {
    await read('one')
    answer = () => null
    await read('one')
    answer = fail(away)

    await expect(read('one')).rejects.toBe(away)
  })

  test('does not hide errors of another kind', async () => {
    await read('one')
    const fault = new Error('no such column')
    answer = fail(fault)

    await expect(read('one')).rejects.toBe(fault)
  })
})
