/** A value with its age. */
export interface Dated<T> {
  readonly value: T
  /** When it was asked of the vendor, in epoch milliseconds: it is at least this new. */
  readonly asOf: number
  /** True when it is served past its time because the vendor could not be asked. */
  readonly stale: boolean
}

/** The same age with another value: what a calculation makes of what it was given. */
export function mapDated<T, U>(dated: Dated<T>, change: (value: T) => U): Dated<U> {
  return { value: change(dated.value), asOf: dated.asOf, stale: dated.stale }
}

/** The age of a figure made from several parts: as old as the oldest, stale when any is. */
export function oldest(parts: readonly Pick<Dated<unknown>, 'asOf' | 'stale'>[], otherwise: number) {
  return {
    asOf: parts.reduce((least, part) => Math.min(least, part.asOf), parts[0]?.asOf ?? otherwise),
    stale: parts.some((part) => part.stale),
  }
}
