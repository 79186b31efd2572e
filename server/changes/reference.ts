import { randomInt } from 'node:crypto'

/** Crockford's base 32: digits and capitals without those that are taken for others. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 10

/**
 * A new reference such as `K7Q2M9XA4T`: it tells a note and a time entry of ours from all others of the tenant. 50 bits, so
 * that no two are alike among all that is ever logged.
 */
export function createReference(): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
}
