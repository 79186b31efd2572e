import type { Answer, StoredAnswer } from '../operations/answer.ts'
import type { Outcome } from './tool.ts'

interface Kept {
  readonly outcome: Outcome
  /** When a newer figure can be expected, in epoch milliseconds. */
  readonly until: number
}

/** Of one stored answer, by what it was asked for. */
const mostKept = 20

/**
 * Keeps what was made of stored answers of the graph, for as long as these are: to fit a result into its bound takes longer than
 * to find the answer.
 */
export function createKeptOutcomes() {
  const known = new WeakMap<StoredAnswer, Map<string, Kept>>()

  /** @param question what the outcome depends on beside the answer */
  return ({ stored }: Pick<Answer, 'stored'>, question: string, now: number, make: () => Outcome): Outcome => {
    const kept = stored && known.get(stored)?.get(question)
    if (kept) return { ...kept.outcome, cache: { ...kept.outcome.cache, ttlMs: Math.max(0, kept.until - now) } }
    const outcome = make()
    if (!stored) return outcome
    const { ttlMs } = outcome.cache
    const ofAnswer = known.get(stored) ?? new Map<string, Kept>()
    if (ofAnswer.size >= mostKept) ofAnswer.clear()
    known.set(stored, ofAnswer.set(question, { outcome, until: now + ttlMs }))
    return outcome
  }
}
