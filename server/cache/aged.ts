import type { Vendor } from '../enums.gen.ts'

/** A value with its age. */
export interface Aged<T> {
  readonly value: T
  /** When it was requested from the vendor, in epoch milliseconds: the value is at least this new. */
  readonly asOf: number
  /** True if served past its freshness: while it is loaded again, or because the vendor was unavailable. */
  readonly stale: boolean
  /**
   * How long it counts as fresh, in seconds: by its cache policy or, for a figure computed from several parts, the
   * shortest of theirs.
   */
  readonly maxAgeSeconds?: number
}

/** Maps the value and keeps its age. */
export function mapAged<T, U>(aged: Aged<T>, change: (value: T) => U): Aged<U> {
  return { ...aged, value: change(aged.value) }
}

/** When it was read, whether it is stale, and how long it counts as fresh. */
export type Age = Omit<Aged<unknown>, 'value'>

/**
 * Age of a figure computed from several parts: as old as the oldest, stale if any is, and fresh as long as the part
 * that expires first.
 */
export function oldest(parts: readonly Age[], otherwise: number): Age {
  const maxAges = parts.flatMap(({ maxAgeSeconds }) => (maxAgeSeconds === undefined ? [] : [maxAgeSeconds]))
  return {
    asOf: parts.reduce((least, part) => Math.min(least, part.asOf), parts[0]?.asOf ?? otherwise),
    stale: parts.some((part) => part.stale),
    ...(maxAges.length > 0 && { maxAgeSeconds: maxAges.reduce((least, age) => Math.min(least, age)) }),
  }
}

/**
 * Describes ages for the graph.
 *
 * @param source the vendor of the figures
 * @param usualMaxAgeSeconds freshness period of figures without parts of their own
 */
export const describeAges =
  (source: Vendor, usualMaxAgeSeconds: number) =>
  ({ asOf, stale, maxAgeSeconds = usualMaxAgeSeconds }: Age) => ({ source, asOf, maxAgeSeconds, stale })
