import { DatabaseUnavailableError } from '../database/database-unavailable-error.ts'
import { GatewayError } from '../errors/gateway-error.ts'

/** Nothing can be recorded, so nothing may be changed. Sent as HTTP 503; nothing was executed. */
export class AuditUnavailableError extends GatewayError {
  override name = 'AuditUnavailableError'

  /** The id that the record has if it was stored all the same, which is not known; null: it was not written. */
  readonly recordId: string | null

  constructor(cause: unknown, recordId: string | null = null) {
    // The log is in the gateway's database: what is wrong with that is said best by its own error.
    const database = cause instanceof DatabaseUnavailableError ? cause : null
    super(
      'INTERNAL_SERVER_ERROR',
      database?.message ?? 'Nothing was changed: the audit log takes no records at the moment. Try again later.',
      {
        cause,
        retryAfterSeconds: database?.retryAfterSeconds ?? 60,
      },
    )
    this.recordId = recordId
  }
}
