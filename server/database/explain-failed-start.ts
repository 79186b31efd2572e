import { TimeLimitError } from '../circuit-breaker.ts'
import type { DatabaseTrouble, DatabaseUnavailableError } from './database-unavailable-error.ts'

/** Reason and remedy, by SQLSTATE or by system or TLS error code. */
const reasons: readonly (readonly [code: RegExp, reason: string])[] = [
  [/^28/, 'refuses the user or the password in it'],
  [/^3D000$/, 'has no database of the name in it: create one, or name another'],
  [/^53300$/, 'has no connection left: raise its max_connections, or end other programs'],
  [/^57P03$/, 'is starting or stopping: try again in a moment'],
  [/^42501$|^3F000$/, 'does not let the user in it make tables'],
  [/^(ENOTFOUND|EAI_\w+)$/, 'names a host that has no address'],
  [/^ECONNREFUSED$/, 'refuses connections: it does not run, or listens elsewhere'],
  [/^(EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ECONNRESET)$/, 'cannot be reached over the network'],
  [
    /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|CERT_\w+|ERR_TLS_\w+|ERR_SSL_\w+|EPROTO)$/,
    'has a TLS certificate that cannot be trusted, or speaks no TLS: see sslmode and sslrootcert',
  ],
  [/^(EACCES|EPERM)$/, 'names a file or folder that this user may not write'],
  [/^(ENOTDIR|EISDIR|EEXIST)$/, 'names a file where none can be'],
  [/^ENOENT$/, 'names a file that is not there'],
]

const troubles: Record<DatabaseTrouble, string> = {
  unreachable: 'cannot be reached',
  full: 'is full, or its disk is',
  'read-only': 'takes no writes',
  damaged: 'is damaged, or no database at all',
  busy: 'is in use by another program that does not let go of it',
}

/** Why a gateway or a script cannot start, as one sentence for its operator: no host, no user, no password and no stack in it. */
export function explainFailedStart({ cause, trouble }: DatabaseUnavailableError): string {
  return `The database (DATABASE_URL) ${reasonOf(cause) ?? troubles[trouble]}.`
}

function reasonOf(cause: unknown): string | null {
  if (!(cause instanceof Error)) return null
  if (cause instanceof TimeLimitError || /timeout/i.test(cause.message)) return 'does not answer'
  if (/does not support SSL/i.test(cause.message)) return 'speaks no TLS, which sslmode asks for'
  // A host name with several addresses yields one error for each, mostly alike.
  const errors: unknown[] = cause instanceof AggregateError ? cause.errors : [cause]
  const codes = errors.map((error) => (error as { code?: unknown }).code).filter((code) => typeof code === 'string')
  return reasons.find(([pattern]) => codes.some((code) => pattern.test(code)))?.[1] ?? null
}
