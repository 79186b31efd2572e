import { createHmac } from 'node:crypto'

/** Crockford's base 32: digits and capitals without ambiguous ones. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 10
const bitsPerLetter = 5n

/**
 * The reference of a change, such as `K7Q2M9XA4T`, which identifies our notes and time entries among all others of the
 * tenant: 50 bits of an HMAC-SHA-256 of tenant and idempotency key. The same request has the same reference, also after
 * a restore that has forgotten it, so that ConnectWise shows whether it was carried out.
 *
 * @param key secret, so that a reference cannot be told from an idempotency key, nor the other way round
 * @param round 0, or more where earlier references belong to other changes of the tenant
 */
export function deriveReference(key: string, tenantId: string, idempotencyKey: string, round = 0): string {
  const digest = createHmac('sha256', Buffer.from(key, 'base64url'))
    .update(JSON.stringify([tenantId, idempotencyKey, round]))
    .digest()
  const bits = digest.readBigUInt64BE()
  return Array.from({ length }, (_, place) => alphabet[Number((bits >> (bitsPerLetter * BigInt(place))) & 31n)]).join(
    '',
  )
}
