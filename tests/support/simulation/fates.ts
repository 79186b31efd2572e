import type { Random } from '../random.ts'

/** What becomes of a call. */
export interface Fate {
  /** Null: it never reaches ConnectWise. Whether it is carried out does not depend on what its caller gets. */
  readonly carriedOutAfterMs: number | null
  /** What its caller gets, at `endsAfterMs`; nothing if it hangs. */
  readonly end: 'answer' | 'truncated' | 'reset' | 'html' | 'error' | 'limit' | 'hang'
  readonly endsAfterMs: number
}

export interface FateOptions {
  readonly isWrite: boolean
  readonly trouble: number
  readonly timeoutMs: number
  readonly lateStoreMs: number
}

/** Draws what becomes of a call: the ends of what is promised more often than the middle. */
export function drawFate(random: Random, { isWrite, trouble, timeoutMs, lateStoreMs }: FateOptions): Fate {
  const arrivesMs = 1 + random.below(60)
  const answeredMs = arrivesMs + 1 + random.below(random.chance(0.1) ? 3_000 : 200)
  if (!random.chance(trouble)) {
    return { carriedOutAfterMs: arrivesMs, end: 'answer', endsAfterMs: answeredMs }
  }
  const lost = random.pick(['reset', 'html', 'error', 'limit', 'hang', 'hang', 'truncated'] as const)
  const endsAfterMs = random.chance(0.5) ? answeredMs : random.below(timeoutMs)
  if (!isWrite) return { carriedOutAfterMs: arrivesMs, end: lost, endsAfterMs: Math.max(endsAfterMs, arrivesMs) }
  const latestMs = timeoutMs + lateStoreMs
  const carriedOutAfterMs = random.pick([
    null,
    null,
    arrivesMs,
    random.below(latestMs),
    // As late as it may be, or just after its caller gave up.
    latestMs - random.below(50),
    latestMs - random.below(50),
    latestMs - random.below(50),
    timeoutMs + random.below(50),
  ])
  // An answer by ConnectWise itself comes after it was carried out; the others may come from anything on the way.
  if (lost === 'truncated') return { carriedOutAfterMs: arrivesMs, end: lost, endsAfterMs: answeredMs }
  return { carriedOutAfterMs, end: lost, endsAfterMs }
}
