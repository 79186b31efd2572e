import type { OperationRead } from '../../telemetry/vendor-calls.ts'

/** What answers are made from that is the same object for as long as it is the same. */
export interface TrackedState {
  /** What it is now, without waiting; null if that is not known at once, or nothing may be used again now. */
  basisNow(): object | null
  /** Told how many root fields were used again with a stored answer. */
  onReused(fields: number): void
}

/** For how long, and for whom, the same question has the same answer. */
export interface Validity {
  readonly states: ReadonlyMap<TrackedState, { readonly basis: object; readonly fields: number }>
  /** In epoch milliseconds; Infinity: for as long as the states are the same. */
  readonly until: number
  /** What is read again each time, since it may change unnoticed. */
  readonly readings: readonly Reading[]
  /** Whether it says something of the caller beyond the role. */
  readonly isPersonal: boolean
}

/** Something that was read. */
interface Reading {
  readonly isSame: () => Promise<boolean>
}

/** Whether it still reads the same. What cannot be read is for the operation to tell. */
export const readsTheSame = ({ isSame }: Reading): Promise<boolean> => isSame().catch(() => false)

/** More are not compared before a response is used: making it may take no longer. */
const mostReadings = 30

/**
 * What the answer of one operation depends on. A resolver that reads something untracked says so, and the answer is not used
 * again; nor is one with a root field that is not known to tell its dependencies.
 */
export class OperationDependencies {
  private readonly states = new Map<TrackedState, { basis: object; fields: number }>()
  private readonly readings: Reading[] = []
  private until = Infinity
  private isPersonal = false
  private isTracked = true
  private isWhole = false

  /** A value was read that may change unnoticed. */
  addUntracked(): void {
    this.isTracked = false
  }

  /**
   * Something small was read that may change unnoticed, such as a row of the database.
   *
   * @param read reads it again, for the same person
   */
  addReading(read: () => Promise<unknown>, value: unknown): void {
    const text = JSON.stringify(value)
    this.addRead({ until: Infinity, isSame: async () => JSON.stringify(await read()) === text })
  }

  /** Something was read of a cache or a replica. */
  addRead({ until, isSame }: OperationRead): void {
    this.holdUntil(until)
    this.readings.push({ isSame })
    if (this.readings.length > mostReadings) this.isTracked = false
  }

  /** The answer is another one from then on, in epoch milliseconds, whatever it was made from. */
  holdUntil(until: number): void {
    this.until = Math.min(this.until, until)
  }

  /** The caller was read: id, name, e-mail address, tenants of the roles. */
  addPrincipal(): void {
    this.isPersonal = true
  }

  /**
   * A root field was made from a state.
   *
   * @param until when what was read beside it is no longer fresh, in epoch milliseconds
   */
  addState(state: TrackedState, basis: object, until: number): void {
    const known = this.states.get(state)
    // It changed in the middle of the operation.
    if (known && known.basis !== basis) this.isTracked = false
    this.states.set(state, { basis, fields: (known?.fields ?? 0) + 1 })
    this.holdUntil(until)
  }

  /** The answer is complete, and has no error. */
  complete(): void {
    this.isWhole = true
  }

  /** Null if the answer may not be used again. */
  get validity(): Validity | null {
    const { states, readings, until, isPersonal } = this
    // Copies: what was begun and is not waited for may still read.
    return this.isWhole && this.isTracked
      ? { states: new Map(states), readings: [...readings], until, isPersonal }
      : null
  }
}
