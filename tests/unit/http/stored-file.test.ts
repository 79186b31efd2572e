import { brotliDecompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { storeFile } from '../../../server/http/stored-file.ts'

const body = Buffer.from('{"data":{}}'.padEnd(2_000))
const usual = { body, type: 'application/json', cacheControl: 'no-cache' }

describe('what is stored', () => {
  test('is compressed once for each encoding', async () => {
    const { compressed } = storeFile(usual)
    const [one, other, gzip] = await Promise.all([compressed?.of('br'), compressed?.of('br'), compressed?.of('gzip')])

    expect(one).toBe(other)
    expect(gzip).not.toBe(one)
    expect(brotliDecompressSync(one!)).toEqual(body)
  })

  test.each(['application/json', 'application/graphql-response+json', 'application/manifest+json', 'text/css'])(
    'is compressed as %s',
    (type) => {
      expect(storeFile({ ...usual, type }).compressed).not.toBeNull()
    },
  )

  test.each([
    ['image/png', body],
    ['font/woff2', body],
    ['application/json', Buffer.from('{}')],
  ])('is sent as it is as %s, or when it is small', (type, bytes) => {
    expect(storeFile({ ...usual, type, body: bytes }).compressed).toBeNull()
  })

  test('has the same tag as the same bytes alone, and none where no cache may store it', () => {
    const [one, same, other] = [body, Buffer.from(body), Buffer.from('{}')].map(
      (bytes) => storeFile({ ...usual, body: bytes }).tag,
    )

    expect(one).toMatch(/^[\w-]{22}$/)
    expect(same).toBe(one)
    expect(other).not.toBe(one)
    expect(storeFile({ ...usual, cacheControl: 'no-store' }).tag).toBeNull()
    expect(storeFile({ ...usual, cacheControl: 'no-store', isTagged: true }).tag).toBe(one)
  })
})
