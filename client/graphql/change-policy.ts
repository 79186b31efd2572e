import type { TypePolicy } from '@apollo/client'
import type { ChangeState, ChangeStepState } from './types.gen.ts'

/** A step as it is in the cache, of any selection. */
interface CachedStep {
  readonly kind: string
  readonly state?: ChangeStepState
}

/** A failed change can be retried; these can no longer change. */
const isFinal = (state: ChangeState | undefined) => state === 'DONE' || state === 'CANCELLED'
const isStepFinal = ({ state }: CachedStep) => state === 'DONE' || state === 'SKIPPED'

/**
 * How a change is kept in the cache. Two queries poll it, and the one that waits for ConnectWise can be answered after
 * the other although it read the change before it: what is final stays, so that a synced change never looks pending
 * again.
 */
export const changePolicy = {
  fields: {
    state: {
      merge: (known: ChangeState | undefined, incoming: ChangeState) =>
        known !== undefined && isFinal(known) ? known : incoming,
    },
    steps: {
      merge: (known: readonly CachedStep[] | undefined, incoming: readonly CachedStep[]) =>
        incoming.map((step) => {
          const same = known?.find(({ kind }) => kind === step.kind)
          return same && isStepFinal(same) ? { ...step, ...same } : step
        }),
    },
    cancelRequestedAt: { merge: keepKnown },
    cancelledBy: { merge: keepKnown },
  },
} satisfies TypePolicy

function keepKnown(known: string | null | undefined, incoming: string | null): string | null {
  return known ?? incoming
}
