/** Where a caller stands with a limit. */
export interface LimitState {
  /** Name of the limit, as in the header `RateLimit`. */
  readonly name: string
  readonly limit: number
  readonly windowSeconds: number
  /** What is left in this window; 0 or more. */
  readonly remaining: number
  /** Seconds until the window ends; 1 or more. */
  readonly resetSeconds: number
}

/** A limit on callers. */
export interface LimitOptions {
  /** Unique among limits, such as `operations`. */
  readonly name: string
  /** How much a key may use in a window. */
  readonly limit: number
  readonly windowSeconds: number
  /** An allowance counts so much before it tells the other gateways; 1 unless given. */
  readonly step?: number | undefined
  /** Milliseconds that only go forward. */
  readonly now?: (() => number) | undefined
  /** Called once per window of a key, when it is used up. */
  readonly onSpent?: ((name: string, key: string) => void) | undefined
}

/** Keys of which the state is kept. One that is forgotten is asked of the counter again. */
export const maxKeys = 20_000

/** Whole seconds until an instant, rounded up so that a caller who waits for so long does not come too early. */
export const secondsUntil = (at: number, now: number): number => Math.max(1, Math.ceil((at - now) / 1_000))
