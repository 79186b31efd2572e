import { UnsealError, type Sealer } from '../database/sealer.ts'
import { VendorError } from '../errors/vendor-error.ts'
import type { Secrets } from './credential-records.ts'

const fields = ['publicKey', 'privateKey', 'clientId'] as const

/** The place of a secret: sealed for one tenant and field, it cannot be decrypted for another. */
const placeOf = (tenantId: string, field: keyof Secrets) => `tenants/${tenantId}/connectwise/${field}`

const forEach = (change: (field: keyof Secrets) => string): Secrets => ({
  publicKey: change('publicKey'),
  privateKey: change('privateKey'),
  clientId: change('clientId'),
})

export function sealSecrets(sealer: Sealer, tenantId: string, secrets: Secrets): Secrets {
  return forEach((field) => sealer.seal(secrets[field], placeOf(tenantId, field)))
}

/**
 * Decrypts the secrets.
 *
 * @param sealer null: no keys are configured
 * @throws VendorError `VENDOR_NOT_CONFIGURED` that names the tenant and the remedy
 */
export function openSecrets(sealer: Sealer | null, tenantId: string, sealed: Secrets): Secrets {
  if (!sealer) throw cannotOpen(tenantId, undefined)
  try {
    return forEach((field) => sealer.open(sealed[field], placeOf(tenantId, field)))
  } catch (error) {
    if (error instanceof UnsealError) throw cannotOpen(tenantId, error)
    throw error
  }
}

/** Whether all of them are sealed with the newest key. */
export function areNewest(sealer: Sealer, sealed: Secrets): boolean {
  return fields.every((field) => sealer.isNewest(sealed[field]))
}

function cannotOpen(tenantId: string, cause: unknown): VendorError {
  const message = `The ConnectWise credentials of the tenant ${tenantId} cannot be opened: they were changed outside of the gateway, or their key is missing from CREDENTIALS_KEYS. Bring the key back, or save them anew.`
  return new VendorError('CONNECTWISE', 'VENDOR_NOT_CONFIGURED', message, { cause })
}
