import { DecryptionError, type Encrypter } from '../database/encrypter.ts'
import { VendorError } from '../errors/vendor-error.ts'
import type { Secrets } from './credential-records.ts'

const fields = ['publicKey', 'privateKey', 'clientId'] as const

/** The location of a secret: encrypted for one tenant and field, it cannot be decrypted for another. */
const locationOf = (tenantId: string, field: keyof Secrets) => `tenants/${tenantId}/connectwise/${field}`

const forEach = (change: (field: keyof Secrets) => string): Secrets => ({
  publicKey: change('publicKey'),
  privateKey: change('privateKey'),
  clientId: change('clientId'),
})

export function encryptSecrets(encrypter: Encrypter, tenantId: string, secrets: Secrets): Secrets {
  return forEach((field) => encrypter.encrypt(secrets[field], locationOf(tenantId, field)))
}

/**
 * Decrypts the secrets.
 *
 * @param encrypter null: no keys are configured
 * @throws VendorError `VENDOR_NOT_CONFIGURED` that names the tenant and the remedy
 */
export function decryptSecrets(encrypter: Encrypter | null, tenantId: string, encrypted: Secrets): Secrets {
  if (!encrypter) throw cannotOpen(tenantId, undefined)
  try {
    return forEach((field) => encrypter.decrypt(encrypted[field], locationOf(tenantId, field)))
  } catch (error) {
    if (error instanceof DecryptionError) throw cannotOpen(tenantId, error)
    throw error
  }
}

/** Whether all of them are encrypted with the newest key. */
export function areNewest(encrypter: Encrypter, encrypted: Secrets): boolean {
  return fields.every((field) => encrypter.isNewest(encrypted[field]))
}

function cannotOpen(tenantId: string, cause: unknown): VendorError {
  const message = `The ConnectWise credentials of the tenant ${tenantId} cannot be opened: they were changed outside of the gateway, or their key is missing from CREDENTIALS_KEYS. Bring the key back, or save them anew.`
  return new VendorError('CONNECTWISE', 'VENDOR_NOT_CONFIGURED', message, { cause })
}
