import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deriveReference } from '../../../server/changes/reference.ts'
import { openStore, type Store } from './open-store.ts'

const key = Buffer.alloc(32, 7).toString('base64url')
let store: Store
beforeEach(async () => {
  store = await openStore()
})
afterEach(() => store.database.destroy())

test('references are ten characters that are not mistaken for others', () => {
  const references = Array.from({ length: 1_000 }, (_, n) => deriveReference(key, 'acme', `key ${n}`))

  expect(references.every((reference) => /^[0-9A-HJKMNP-TV-Z]{10}$/.test(reference))).toBe(true)
  expect(new Set(references).size).toBe(1_000)
})

test('a reference is the first 50 bits, from the low end, of the first 8 bytes of an HMAC of tenant, key and round', () => {
  const mac = createHmac('sha256', Buffer.alloc(32, 7)).update('["acme","order 5",0]').digest()
  let number = Number(mac.readBigUInt64BE() % 2n ** 50n)
  let wanted = ''
  for (let letter = 0; letter < 10; letter++) {
    wanted += '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[number % 32]!
    number = Math.floor(number / 32)
  }

  expect(deriveReference(key, 'acme', 'order 5')).toBe(wanted)
})

test.each([
  ['key of the database', Buffer.alloc(32, 8).toString('base64url'), 'acme', 'order 5', 0],
  ['tenant', key, 'globex', 'order 5', 0],
  ['idempotency key', key, 'acme', 'order 6', 0],
  ['division between tenant and idempotency key', key, 'acm', 'eorder 5', 0],
  ['round', key, 'acme', 'order 5', 1],
])('another %s is another reference', (_, ...other) => {
  expect(deriveReference(...other)).not.toBe(deriveReference(key, 'acme', 'order 5'))
})

test('each database has a key of its own, and the same request the same reference in it', async () => {
  const other = await openStore()
  const references = await Promise.all(
    [store, store, other].map(({ records }) => records.referenceFor('acme', 'order 5')),
  )
  await other.database.destroy()

  expect(references[1]).toBe(references[0])
  expect(references[2]).not.toBe(references[0])
})

test('a reference that another change of the tenant has is not given out again', async () => {
  const reference = await store.records.referenceFor('acme', 'order 5')
  await store.insert(reference, { idempotencyKey: 'order 1' })
  const next = await store.records.referenceFor('acme', 'order 5')

  expect(next).not.toBe(reference)
  expect(next).toBe(await store.records.referenceFor('acme', 'order 5'))
  await store.insert(reference, { idempotencyKey: 'order 1', tenantId: 'globex' })
  expect((await store.find(`acme:${reference}`)).state).toBe('PENDING')
})
