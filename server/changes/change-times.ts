/** How long deliveries take, wait and last; in milliseconds but for the last one. */
export interface ChangeTimes {
  /** How often the worker looks for what is due. */
  readonly pollMs: number
  /** How long one turn holds a ticket unless it says that it goes on. */
  readonly leaseMs: number
  /** From handing a call over to its last byte. */
  readonly timeoutMs: number
  /** How long after a time-out ConnectWise may still store what it was sent. */
  readonly lateStoreMs: number
  /** For what clocks, commits and the way to the socket may take. */
  readonly marginMs: number
  /** How long a mutation waits for the delivery before it answers PENDING. */
  readonly waitMs: number
  /** The first pause after trouble; further ones grow. */
  readonly backoffMs: number
  /** The longest pause, and the least after ConnectWise asked for patience or refused the credentials. */
  readonly patienceMs: number
  /** Tickets delivered to at a time. */
  readonly parallel: number
}

export const usualChangeTimes: ChangeTimes = {
  pollMs: 1_000,
  leaseMs: 30_000,
  timeoutMs: 10_000,
  lateStoreMs: 10_000,
  marginMs: 2_000,
  waitMs: 8_000,
  backoffMs: 1_000,
  patienceMs: 30_000,
  parallel: 8,
}

/**
 * How long after a send that nobody answered it must be known what became of it: by then it is stored or never will be,
 * so only a read-back from then on can say that it is not there.
 */
export const settleMs = ({ timeoutMs, lateStoreMs, marginMs }: ChangeTimes) => timeoutMs + lateStoreMs + marginMs
