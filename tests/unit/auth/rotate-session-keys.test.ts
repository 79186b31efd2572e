import { afterEach, beforeEach, expect, test } from 'vitest'
import { rotateSessionKeys } from '../../../server/auth/rotate-session-keys.ts'
import { locationOfTokens } from '../../../server/auth/session-tokens.ts'
import { openDatabase, type Database } from '../../../server/database/create-database.ts'
import { createEncrypter } from '../../../server/database/encrypter.ts'
import { createSessionRecords } from '../../../server/database/session-records.ts'
import { createSessionTokenRecords } from '../../../server/database/session-token-records.ts'

const [newest, older, gone] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte)) as [Buffer, Buffer, Buffer]
const both = createEncrypter([newest, older])
let db: Database
let records: ReturnType<typeof createSessionTokenRecords>

beforeEach(async () => {
  db = await openDatabase('file::memory:')
  records = createSessionTokenRecords(db)
})
afterEach(() => db.destroy())

/** Stores sessions named `s0001` and so on, with tokens of their names under this key. */
async function store(count: number, key: Buffer, first = 1): Promise<string[]> {
  const names = Array.from({ length: count }, (_, n) => `s${String(first + n).padStart(4, '0')}`)
  const times = { createdAt: 1, seenAt: 1, expiresAt: 2, renewAt: 1 }
  for (const idHash of names) {
    const tokens = createEncrypter([key]).encrypt(`tokens of ${idHash}`, locationOfTokens(idHash))
    await createSessionRecords(db).insert({ ...times, idHash, principalId: 'p', principal: '{}', tokens })
  }
  return names
}

/** The tokens of all sessions, as the newest key alone reads them. */
async function readAll(): Promise<string[]> {
  const only = createEncrypter([newest])
  const rows = await records.list('', 10_000)
  return rows.map(({ idHash, tokens }) => only.decrypt(tokens, locationOfTokens(idHash)))
}

test('all sessions are readable with the newest key alone afterwards, and a second run finds nothing to do', async () => {
  const names = [...(await store(620, older)), ...(await store(3, newest, 700))]

  expect(await rotateSessionKeys(records, both)).toEqual({ reencrypted: 620, unchanged: 3, unreadable: 0 })
  expect(await readAll()).toEqual(names.map((name) => `tokens of ${name}`))
  expect(await rotateSessionKeys(records, both)).toEqual({ reencrypted: 0, unchanged: 623, unreadable: 0 })
})

test('a rotation that is ended half-way is brought to its end by the next one', async () => {
  const names = await store(20, older)
  let left = 7
  const ended = rotateSessionKeys(
    {
      ...records,
      reencrypt: (...given) => (left-- > 0 ? records.reencrypt(...given) : Promise.reject(new Error('ended'))),
    },
    both,
  )

  await expect(ended).rejects.toThrow('ended')
  expect(await rotateSessionKeys(records, both)).toEqual({ reencrypted: 13, unchanged: 7, unreadable: 0 })
  expect(await readAll()).toEqual(names.map((name) => `tokens of ${name}`))
})

test('a session that is renewed meanwhile keeps what it was renewed with', async () => {
  const [idHash = ''] = await store(1, older)
  const renewed = createEncrypter([older]).encrypt('renewed tokens', locationOfTokens(idHash))
  let isRenewed = false
  const counts = await rotateSessionKeys(
    {
      ...records,
      async reencrypt(before, tokens) {
        if (!isRenewed) await records.reencrypt(before, renewed)
        isRenewed = true
        return records.reencrypt(before, tokens)
      },
    },
    both,
  )

  expect(counts).toEqual({ reencrypted: 1, unchanged: 0, unreadable: 0 })
  expect(await readAll()).toEqual(['renewed tokens'])
})

test('a session under a key that is not there is left as it is, and counted', async () => {
  await store(1, gone)
  const before = await records.list('', 10)

  expect(await rotateSessionKeys(records, both)).toEqual({ reencrypted: 0, unchanged: 0, unreadable: 1 })
  expect(await records.list('', 10)).toEqual(before)
})
