import { hash } from 'node:crypto'
import type { Principal } from '../auth/principal.ts'

/** Of each token, as long as its principal is remembered. */
const hashes = new WeakMap<Principal, string>()

/** Identifies an access token in records: the same for the same token, and of no use for anything else. */
export function credentialOfToken(principal: Principal, token: string): string {
  const known = hashes.get(principal)
  if (known !== undefined) return known
  const credential = `token:${hash('sha256', token, 'base64url')}`
  hashes.set(principal, credential)
  return credential
}

/** Identifies a session in records. */
export const credentialOfSession = (sessionHash: string): string => `session:${sessionHash}`
