import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createEncrypter, DecryptionError } from '../../../server/database/encrypter.ts'

const [older, newer] = [randomBytes(32), randomBytes(32)]
const encrypter = createEncrypter([newer, older])
const text = 'a refresh token, ключ'
const place = 'sessions/1/tokens'

describe('what was encrypted', () => {
  test('opens in its place', () => {
    expect(encrypter.decrypt(encrypter.encrypt(text, place), place)).toBe(text)
    expect(encrypter.decrypt(encrypter.encrypt('', place), place)).toBe('')
  })

  test('shows nothing of the text and never looks the same twice', () => {
    const [a, b] = [encrypter.encrypt(text, place), encrypter.encrypt(text, place)]

    expect(a).toMatch(/^v1\.[\w-]{8}\.[\w-]+$/)
    expect(a).not.toBe(b)
    expect(Buffer.from(a.split('.')[2] ?? '', 'base64url').toString()).not.toContain('refresh')
  })

  test('does not open in another place', () => {
    expect(() => encrypter.decrypt(encrypter.encrypt(text, place), 'sessions/2/tokens')).toThrow(DecryptionError)
  })

  test('does not open with any one bit of it changed', () => {
    const [version = '', id = '', body = ''] = encrypter.encrypt('short', place).split('.')
    const bytes = Buffer.from(body, 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(() => encrypter.decrypt(`${version}.${id}.${changed.toString('base64url')}`, place)).toThrow(
        DecryptionError,
      )
    }
  })

  test.each(['', 'v1', 'v1..', 'v2.a.b', 'v1.unknown1.AAAA', 'v1.a.b.c', text])('is not %j', (encrypted) => {
    expect(() => encrypter.decrypt(encrypted, place)).toThrow(DecryptionError)
  })

  test('cut short does not open', () => {
    const encrypted = encrypter.encrypt(text, place)

    for (const length of [12, 20, 40, encrypted.length - 2]) {
      expect(() => encrypter.decrypt(encrypted.slice(0, length), place)).toThrow(DecryptionError)
    }
  })
})

describe('keys', () => {
  test('the newest encrypts, older ones still decrypt', () => {
    const before = createEncrypter([older]).encrypt(text, place)
    const after = encrypter.encrypt(text, place)

    expect(encrypter.decrypt(before, place)).toBe(text)
    expect(createEncrypter([newer]).decrypt(after, place)).toBe(text)
    expect(() => createEncrypter([older]).decrypt(after, place)).toThrow(DecryptionError)
  })

  test('are needed', () => {
    expect(() => createEncrypter([])).toThrow('An encrypter needs a key.')
  })
})
