import type { AttemptOutcome } from './attempt-outcome.ts'
import type { Classification } from './vendor-call.ts'

/** Tells a limit (429) from trouble (503, timeouts, the network) and from refusals, which say that the vendor is well. */
export function outcomeOf({ kind, reason, askedWaitMs = 0, scope = 'account' }: Classification): AttemptOutcome {
  const isTimeout = reason === 'timeout'
  const isCancelled = reason === 'cancelled'
  const outcome = { askedWaitMs, scope, isCut: isTimeout || isCancelled }
  if (isCancelled) return { ...outcome, kind: 'cancelled' }
  if (kind === 'limit') return { ...outcome, kind: 'limited' }
  return { ...outcome, kind: kind === 'trouble' || isTimeout ? 'failed' : 'alive' }
}
