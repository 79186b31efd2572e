/** A value with its age. */
export interface Dated<T> {
  readonly value: T
  /** When it was asked of the vendor, in epoch milliseconds: it is at least this new. */
  readonly asOf: number
  /** True when it is served past its time because the vendor could not be asked. */
  readonly stale: boolean
  /**
   * For how long it counts as fresh, in seconds: by the policy it was read under or, of a figure made from several parts, by
   * the shortest of theirs. Absent where a reader does not say.
   */
  readonly maxAgeSeconds?: number
}

/** The same, saying for how long a policy takes it as fresh. */
export function withMaxAge<T>(policy: { readonly freshMs: number }, dated: Dated<T>): Dated<T> {
  return { ...dated, maxAgeSeconds: policy.freshMs / 1_000 }
}

/** The same age with another value: what a calculation makes of what it was given. */
export function mapDated<T, U>(dated: Dated<T>, change: (value: T) => U): Dated<U> {
  return { ...dated, value: change(dated.value) }
}

/** When something was read, whether it is served past its time, and for how long it counts as fresh. */
export type Age = Omit<Dated<unknown>, 'value'>

/**
 * The age of a figure made from several parts: as old as the oldest, stale when any is, and fresh for no longer than the part
 * that is asked for anew first.
 */
export function oldest(parts: readonly Age[], otherwise: number): Age {
  const maxAges = parts.flatMap(({ maxAgeSeconds }) => (maxAgeSeconds === undefined ? [] : [maxAgeSeconds]))
  return {
    asOf: parts.reduce((least, part) => Math.min(least, part.asOf), parts[0]?.asOf ?? otherwise),
    stale: parts.some((part) => part.stale),
    ...(maxAges.length > 0 && { maxAgeSeconds: maxAges.reduce((least, age) => Math.min(least, age)) }),
  }
}
