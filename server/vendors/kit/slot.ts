import { alive, type AttemptOutcome } from './attempt-outcome.ts'
import type { Turn } from './fair-order.ts'

/** Permission to send one request; must be used or given back. */
export interface Slot {
  /** The place in the order of waiting calls that it was given for; a repeat of the same call keeps it. */
  readonly turn: Turn
  /**
   * Sends; the slot counts as used, and is free again one window after the answer.
   *
   * @param outcomeOf what the result says about the vendor; that it is well by default
   * @throws Error, sending nothing, where the slot was used or given back: another may have it by now
   */
  use<T>(send: () => Promise<T>, outcomeOf?: (result: T) => AttemptOutcome): Promise<T>
  /** Frees an unused slot immediately; does nothing for a used one. */
  giveBack(): void
}

/** A request whose fate is not known says nothing about the vendor. */
const nothingKnown: AttemptOutcome = { ...alive, kind: 'cancelled' }

/** @param end called once, with null for a slot that was given back */
export function createSlot(turn: Turn, end: (outcome: AttemptOutcome | null) => void): Slot {
  let isTaken = true
  return {
    turn,
    async use(send, outcomeOf = () => alive) {
      if (!isTaken) throw new Error('The slot was used or given back.')
      isTaken = false
      let outcome = nothingKnown
      try {
        const result = await send()
        outcome = outcomeOf(result)
        return result
      } finally {
        end(outcome)
      }
    },
    giveBack() {
      if (isTaken) end(null)
      isTaken = false
    },
  }
}
