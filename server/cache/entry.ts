/** A stored value. */
export interface Entry<T> {
  readonly value: T
  /** When it was requested from the vendor, in epoch milliseconds of the clock of the gateway that did. */
  readonly asOf: number
  /** The share of its freshness, from 0 to 0.1, by which it may be loaded again early; 0 if absent. */
  readonly early?: number
}

/** Whether the value is one of ours; a shared store can contain anything. */
export function isEntry<T>(value: unknown): value is Entry<T> {
  return typeof value === 'object' && value !== null && 'value' in value && Number.isFinite((value as Entry<T>).asOf)
}
