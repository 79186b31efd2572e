import { presetDays, type Preset, type Range } from '../../../support/oracle/days.ts'
import type { HubSpotState } from '../../../support/hubspot-state.ts'
import type { ConnectWiseState } from '../../../support/connectwise-state.ts'
import type { AutotaskState } from '../../../support/oracle/state.ts'

/** A world as its vendors have it, and when and where it is asked. */
export interface Records {
  readonly autotask: AutotaskState
  readonly hubspot: HubSpotState
  readonly connectWise: ConnectWiseState
  /** Epoch milliseconds: about when the question is answered. */
  readonly now: number
  readonly timeZone: string
}

/** A question of every day, and the one call that answers it. */
export interface Question {
  readonly asks: string
  readonly tool: string
  readonly role?: 'operator'
  readonly arguments: (records: Records) => Readonly<Record<string, unknown>>
  /** What the structured result has to have, by the raw records. */
  readonly expected: (records: Records) => Readonly<Record<string, unknown>>
  /** What the sentence has to say. */
  readonly scope: (records: Records) => readonly string[]
}

export const daysOf = ({ now, timeZone }: Records, preset: Preset): Range => ({
  ...presetDays(preset, new Date(now), timeZone),
  timeZone,
})
