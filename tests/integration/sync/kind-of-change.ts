import type { AutotaskState } from '../../support/oracle/state.ts'
import type { Random } from '../../support/random.ts'
import type { VendorControl } from '../../support/vendor-control.ts'

/** A change of one record: seen by the next delta, or only once everything is read again. */
export interface KindOfChange {
  readonly isMarked: boolean
  /** Changes one record. Does nothing where the world has none of the kind. */
  readonly apply: (change: ChangeContext) => Promise<unknown>
}

export interface ChangeContext {
  readonly autotask: Pick<VendorControl<AutotaskState>, 'records'>
  readonly state: AutotaskState
  readonly random: Random
  readonly now: number
}

/** An instant as Autotask writes it. */
export const iso = (instant: number): string => new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z')
