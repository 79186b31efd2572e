import { GatewayError } from '../errors/gateway-error.ts'

/** Why a database is unavailable: unreachable, or reachable but unable to work. */
export type DatabaseTrouble = 'unreachable' | 'full' | 'read-only' | 'damaged' | 'busy'

const messages: Record<DatabaseTrouble, string> = {
  unreachable:
    'The gateway’s database cannot be reached, so this call could not be answered. Try again in a few seconds.',
  full: 'The gateway’s database is full: nothing can be stored until there is room again. Nothing that was stored is lost.',
  'read-only':
    'The gateway’s database takes no writes at the moment: what is stored can be read, and nothing can be changed.',
  damaged:
    'The gateway’s database cannot be read or written: its file or disk is damaged. Tell the operator of the gateway.',
  busy: 'The gateway’s database is busy, so this call could not be answered. Try again in a few seconds.',
}

/** Seconds until a retry makes sense: longer for problems that require an administrator. */
const retrySeconds: Record<DatabaseTrouble, number> = {
  unreachable: 5,
  busy: 5,
  full: 60,
  'read-only': 60,
  damaged: 60,
}

/**
 * The database failed, so nothing that depends on it (a session above all) can be accepted or rejected. Sent as HTTP
 * 503 with `Retry-After`; the next call tries again.
 *
 * `cause` has the reason, for the log.
 */
export class DatabaseUnavailableError extends GatewayError {
  override name = 'DatabaseUnavailableError'
  readonly trouble: DatabaseTrouble

  constructor(cause: unknown, trouble: DatabaseTrouble = 'unreachable') {
    super('INTERNAL_SERVER_ERROR', messages[trouble], { cause, retryAfterSeconds: retrySeconds[trouble] })
    this.trouble = trouble
  }
}
