import { expect, test } from 'vitest'
import { createSqlNow } from '../../../server/changes/change-clock.ts'
import { openStore } from './open-store.ts'

test('with SQLite the time is the machine’s, and with PostgreSQL the server’s at the statement', async () => {
  const { database } = await openStore()
  let now = 5
  const compile = (kind: 'sqlite' | 'postgres') => createSqlNow(kind, () => now)().compile(database)

  expect(compile('sqlite')).toMatchObject({ parameters: [5] })
  now = 6
  expect(compile('sqlite')).toMatchObject({ parameters: [6] })
  const { sql, parameters } = compile('postgres')
  expect([sql, parameters]).toEqual(['(extract(epoch from clock_timestamp()) * 1000)::bigint', []])
  await database.destroy()
})
