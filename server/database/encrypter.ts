import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** A text cannot be decrypted: it was modified, belongs elsewhere, or its key is gone. Reveals no more than that. */
export class DecryptionError extends Error {
  override name = 'DecryptionError'
}

/** Encrypts short secrets, bound to the location they are stored in. */
export interface Encrypter {
  /**
   * Encrypts with the newest key: `v1.<key id>.<nonce, ciphertext and tag>`, base64url.
   *
   * @param location where it is stored, such as `sessions/<id>/tokens`: it can only be decrypted there
   */
  encrypt(text: string, location: string): string
  /** @throws DecryptionError if it was modified, encrypted for another location, or with a key that is gone */
  decrypt(encrypted: string, location: string): string
  /** Whether it was encrypted with the newest key. */
  isNewest(encrypted: string): boolean
}

const nonceBytes = 12
const tagBytes = 16

/**
 * AES-256-GCM with a random nonce and the location as additional authenticated data.
 *
 * @param keys 32 bytes each, newest first. Encrypts with the newest and decrypts with any, so that keys can be rotated
 * without losing data.
 */
export function createEncrypter(keys: readonly Buffer[]): Encrypter {
  const byId = new Map(keys.map((key) => [idOf(key), key]))
  const [newest] = byId
  if (newest === undefined) throw new Error('An encrypter needs a key.')

  return {
    encrypt(text, location) {
      const [id, key] = newest
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
      cipher.setAAD(Buffer.from(`v1.${id}.${location}`))
      const body = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `v1.${id}.${body.toString('base64url')}`
    },
    decrypt(encrypted, location) {
      const [version, id = '', text = '', ...rest] = encrypted.split('.')
      const key = byId.get(id)
      const body = Buffer.from(text, 'base64url')
      const isWhole = version === 'v1' && rest.length === 0 && body.length >= nonceBytes + tagBytes
      if (!isWhole || key === undefined)
        throw new DecryptionError('An encrypted text is malformed or its key is not here.')
      const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, nonceBytes), { authTagLength: tagBytes })
      decipher.setAAD(Buffer.from(`v1.${id}.${location}`))
      decipher.setAuthTag(body.subarray(-tagBytes))
      try {
        return decipher.update(body.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8')
      } catch (cause) {
        throw new DecryptionError('An encrypted text was changed or belongs elsewhere.', { cause })
      }
    },
    isNewest: (encrypted) => encrypted.startsWith(`v1.${newest[0]}.`),
  }
}

/** Identifies a key without revealing anything about it. */
const idOf = (key: Buffer) => createHash('sha256').update('key id').update(key).digest('base64url').slice(0, 8)
