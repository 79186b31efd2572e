import type { ChangeRecord, StepRecord } from '../change-record.ts'
import type { Stopwatch } from './stopwatch.ts'

/** Sends of this process that were not answered: no jump of any clock makes them older than they are. */
export interface UnansweredSends {
  add(send: string, since: Stopwatch): void
  /** Milliseconds since it was sent, at least; Infinity for one that is not kept, which says nothing. */
  ageMs(send: string): number
  /** It is known what became of it. */
  forget(send: string): void
  /** How many are kept. */
  readonly size: number
}

/**
 * Keeps sends for as long as their age matters: another gateway may find out what became of one, and never tells.
 *
 * @param settledMs from this age on a send is as good as any older one
 */
export function createUnansweredSends(settledMs: number): UnansweredSends {
  const sends = new Map<string, Stopwatch>()
  return {
    add(send, since) {
      for (const [other, watch] of sends) if (watch.atLeast() > settledMs) sends.delete(other)
      sends.set(send, since)
    },
    ageMs: (send) => sends.get(send)?.atLeast() ?? Infinity,
    forget: (send) => void sends.delete(send),
    get size() {
      return sends.size
    },
  }
}

/** The name of a step's send. */
export const sendOf = ({ id }: Pick<ChangeRecord, 'id'>, { kind }: Pick<StepRecord, 'kind'>) => `${id} ${kind}`
