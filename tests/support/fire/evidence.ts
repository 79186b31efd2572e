import type { ConnectWiseState } from '../oracle/connectwise/state.ts'
import type { Lane, PlannedChange } from './planned-change.ts'

export interface GraphStep {
  readonly kind: 'NOTE' | 'TIME' | 'STATUS'
  readonly state: 'PENDING' | 'DONE' | 'FAILED' | 'SKIPPED'
  readonly attempts: number
  readonly vendorId: string | null
  readonly reason: string | null
}

/** `Change` as the graph tells it. */
export interface GraphChange {
  readonly id: string
  readonly ticketId: number
  readonly note: string
  readonly minutes: number
  readonly statusId: number | null
  readonly memberIdentifier: string | null
  readonly operator: string
  readonly state: 'PENDING' | 'DONE' | 'FAILED' | 'CANCELLED'
  readonly steps: readonly GraphStep[]
  readonly createdAt: string
}

/** A change that was asked for, and what was answered in the end. */
export interface Asked {
  readonly planned: PlannedChange
  /** Every id the gateway gave it; more than one is a fault. */
  readonly changeIds: readonly string[]
  /** What was wrong with the input, when the gateway refused it. */
  readonly refusals: readonly string[]
  /** How often it was asked for until an answer came, and after. */
  readonly requests: number
  /** Epoch milliseconds around all of that. */
  readonly from: number
  readonly to: number
}

/** That somebody took a change back. */
export interface Cancel {
  /** How the change stood, by each answer. */
  readonly answers: readonly string[]
}

/** ConnectWise's ids of what others wrote during the run. */
export interface ForeignRecords {
  readonly notes: ReadonlySet<number>
  readonly timeEntries: ReadonlySet<number>
}

/** All that a run leaves behind. */
export interface Evidence {
  readonly lanes: readonly Lane[]
  /** By marker. */
  readonly asked: ReadonlyMap<string, Asked>
  /** By marker. */
  readonly cancels: ReadonlyMap<string, Cancel>
  readonly foreign: ForeignRecords
  /** ConnectWise before the first request and after the last delivery. */
  readonly before: ConnectWiseState
  readonly after: ConnectWiseState
  /** What the graph lists, by tenant. */
  readonly listed: Readonly<Record<string, readonly GraphChange[]>>
  /** The name of whoever asked. */
  readonly operator: string
}

/** Something that is not as it must be. */
export interface Problem {
  readonly kind: 'lost' | 'doubled' | 'stray' | 'wrong' | 'state'
  /** Marker of the change, or what it is about. */
  readonly about: string
  readonly what: string
}

/** The part of the change's id that stands in what it writes; null when no answer ever named it. */
export function referenceOf({ changeIds }: Asked): string | null {
  return changeIds[0]?.split(':')[1] ?? null
}
