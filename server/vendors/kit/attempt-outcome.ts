/**
 * What an attempt says about the vendor: it is `alive` (it answered, even if it refused), it `failed` (down, unreachable
 * or silent), it asks for fewer calls (`limited`), or nothing (`cancelled`: the caller gave up).
 */
export interface AttemptOutcome {
  readonly kind: 'alive' | 'failed' | 'limited' | 'cancelled'
  /** The backoff that the vendor asks for, in milliseconds; 0: it does not say. */
  readonly askedWaitMs: number
  /** What a limit is for: the queue of the call, or the whole account. */
  readonly scope: 'queue' | 'account'
  /** Whether the gateway cut the call off, which may then go on at the vendor. */
  readonly isCut: boolean
}

export const alive: AttemptOutcome = { kind: 'alive', askedWaitMs: 0, scope: 'account', isCut: false }
