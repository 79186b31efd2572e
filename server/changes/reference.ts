import { randomInt } from 'node:crypto'

/** Crockford's base 32: digits and capitals without ambiguous ones. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 10

/**
 * Creates a reference such as `K7Q2M9XA4T`, which identifies our notes and time entries among all others of the tenant.
 * 50 bits, to be unique among everything ever logged.
 */
export function createReference(): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
}
