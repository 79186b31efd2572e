import type { ChangeStepKind } from './change-record.ts'
import type { CheckedInput } from './check-input.ts'

/** A change to log: one shape for the inputs of all mutations of the room. */
export interface WantedChange extends CheckedInput {
  readonly tenantId: string
  /** The mutation's name: the same key used with another mutation counts as different content. */
  readonly mutation: string
  readonly isInternal: boolean
  /** The steps of the mutation, before dropping a time of 0 minutes and an unchanged status. */
  readonly steps: readonly ChangeStepKind[]
}
