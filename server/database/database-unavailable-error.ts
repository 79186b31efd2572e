import { GatewayError } from '../errors/gateway-error.ts'

/** What is the matter with a database: it cannot be reached, or is there and cannot do its work. */
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

/** After how many seconds another try makes sense: what only a person can mend takes longer. */
const retrySeconds: Record<DatabaseTrouble, number> = {
  unreachable: 5,
  busy: 5,
  full: 60,
  'read-only': 60,
  damaged: 60,
}

/**
 * The database did not do what it was asked, so nothing that rests on it (a session above all) can be called good or bad.
 * The front door answers with HTTP 503 and `Retry-After`; the next call tries anew.
 *
 * What went wrong is in `cause`, for the log.
 */
export class DatabaseUnavailableError extends GatewayError {
  override name = 'DatabaseUnavailableError'
  readonly trouble: DatabaseTrouble

  constructor(cause: unknown, trouble: DatabaseTrouble = 'unreachable') {
    super('INTERNAL_SERVER_ERROR', messages[trouble], { cause, retryAfterSeconds: retrySeconds[trouble] })
    this.trouble = trouble
  }
}
