import type { Aged } from './aged.ts'
import type { Entry } from './entry.ts'

/** How old values of a kind may be, and which refresh invalidates them. Ages count from when a value was requested. */
export interface CachePolicy {
  /** Up to this age, in milliseconds, a value is fresh: served without a request. */
  readonly freshMs: number
  /**
   * Up to this age, in milliseconds, a value is served at once, and loaded again behind the answer
   * (stale-while-revalidate). By default `freshMs`: never past its freshness.
   */
  readonly revalidateMs?: number
  /** Up to this age, in milliseconds, a value is served if the vendor is unavailable (stale-if-error). */
  readonly staleMs: number
  /** The scope named in `refresh`. */
  readonly scope: string
}

/** What is known when a stored value is judged. */
export interface Circumstances {
  /** Epoch milliseconds. */
  readonly now: number
  /** When its scope was last refreshed; values requested until then are not fresh. */
  readonly notBefore: number
  /** Whether a load of its key failed a moment ago, and the vendor is left alone. */
  readonly isPaused: boolean
  /** Whether its last load was refused (credentials, permissions), which an old value must not hide. */
  readonly isRefused: boolean
}

/** What to do with a stored value: serve it, serve it and load it again behind, or wait for a new one. */
export type Verdict = 'serve' | 'revalidate' | 'wait'

/** The share of its freshness by which a value may be loaded again early. */
const maxEarly = 0.1

/**
 * How much of its freshness a value gives up, so that values loaded together are not all loaded again together.
 *
 * @param random from 0 to 1
 */
export const earlyBy = (random: number): number => maxEarly * random

export function judge(policy: CachePolicy, entry: Entry<unknown>, known: Circumstances): Verdict {
  const { freshMs, revalidateMs = freshMs, staleMs } = policy
  const ageMs = known.now - entry.asOf
  const isSinceRefresh = entry.asOf > known.notBefore
  // Only where it is loaded behind an answer: otherwise a caller would wait for it before its time.
  const early = revalidateMs > freshMs ? (entry.early ?? 0) : 0
  if (isSinceRefresh && ageMs < freshMs * (1 - early)) return 'serve'
  if (known.isPaused && ageMs < staleMs) return 'serve'
  return isSinceRefresh && !known.isRefused && ageMs < Math.min(revalidateMs, staleMs) ? 'revalidate' : 'wait'
}

/** Whether a value may still stand in for one that cannot be loaded. */
export const mayStandIn = (policy: CachePolicy, entry: Entry<unknown>, now: number): boolean =>
  now - entry.asOf < policy.staleMs

/** Describes a stored value: stale once it is older than `freshMs`, or was requested before a refresh. */
export function toAged<T>(
  policy: CachePolicy,
  { value, asOf }: Entry<T>,
  { now, notBefore }: Pick<Circumstances, 'now' | 'notBefore'>,
): Aged<T> {
  const stale = now - asOf >= policy.freshMs || asOf <= notBefore
  return { value, asOf, stale, maxAgeSeconds: policy.freshMs / 1_000 }
}
