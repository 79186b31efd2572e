/** What logging needs of delivery, which imports logging's records and not the other way round. */
export interface Delivery {
  /** Notifies it that a change may be due. */
  wakeUp(): void
  /** Resolves at the end of the next run, after `ms`, or when delivery closes. */
  nextOutcome(ms: number, signal?: AbortSignal): Promise<void>
  readonly isClosing: boolean
}
