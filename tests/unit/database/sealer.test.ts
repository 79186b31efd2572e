import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createSealer, UnsealError } from '../../../server/database/sealer.ts'

const [older, newer] = [randomBytes(32), randomBytes(32)]
const sealer = createSealer([newer, older])
const text = 'a refresh token, ключ'
const place = 'sessions/1/tokens'

describe('what was sealed', () => {
  test('opens in its place', () => {
    expect(sealer.open(sealer.seal(text, place), place)).toBe(text)
    expect(sealer.open(sealer.seal('', place), place)).toBe('')
  })

  test('shows nothing of the text and never looks the same twice', () => {
    const [a, b] = [sealer.seal(text, place), sealer.seal(text, place)]

    expect(a).toMatch(/^v1\.[\w-]{8}\.[\w-]+$/)
    expect(a).not.toBe(b)
    expect(Buffer.from(a.split('.')[2] ?? '', 'base64url').toString()).not.toContain('refresh')
  })

  test('does not open in another place', () => {
    expect(() => sealer.open(sealer.seal(text, place), 'sessions/2/tokens')).toThrow(UnsealError)
  })

  test('does not open with any one bit of it changed', () => {
    const [version = '', id = '', body = ''] = sealer.seal('short', place).split('.')
    const bytes = Buffer.from(body, 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(() => sealer.open(`${version}.${id}.${changed.toString('base64url')}`, place)).toThrow(UnsealError)
    }
  })

  test.each(['', 'v1', 'v1..', 'v2.a.b', 'v1.unknown1.AAAA', 'v1.a.b.c', text])('is not %j', (sealed) => {
    expect(() => sealer.open(sealed, place)).toThrow(UnsealError)
  })

  test('cut short does not open', () => {
    const sealed = sealer.seal(text, place)

    for (const length of [12, 20, 40, sealed.length - 2]) {
      expect(() => sealer.open(sealed.slice(0, length), place)).toThrow(UnsealError)
    }
  })
})

describe('keys', () => {
  test('the newest seals, older ones still open', () => {
    const before = createSealer([older]).seal(text, place)
    const after = sealer.seal(text, place)

    expect(sealer.open(before, place)).toBe(text)
    expect(createSealer([newer]).open(after, place)).toBe(text)
    expect(() => createSealer([older]).open(after, place)).toThrow(UnsealError)
  })

  test('are needed', () => {
    expect(() => createSealer([])).toThrow('A sealer needs a key.')
  })
})
