import { DatabaseUnavailableError } from '../database/database-unavailable-error.ts'
import type { ChangeRecord } from './change-record.ts'
import type { ChangeRecords } from './change-records.ts'
import type { ChangeTimes } from './change-times.ts'
import type { Delivery } from './delivery.ts'

/** How long a caller waits for a response. */
export interface Patience {
  readonly signal?: AbortSignal | undefined
  /** How long to wait for the delivery; the default unless given. */
  readonly waitMs?: number | undefined
}

/** A started wait. */
export interface Deadline {
  readonly signal: AbortSignal | undefined
  readonly waitMs: number
  /** By `performance.now()`. */
  readonly until: number
}

export const startWait = ({ signal, waitMs }: Patience, usualMs: number): Deadline => {
  const ms = waitMs ?? usualMs
  return { signal, waitMs: ms, until: performance.now() + ms }
}

/** Waits until the change is no longer PENDING, or further waiting is pointless. */
export async function waitForDelivery(
  { records, delivery, times }: WaitOptions,
  change: ChangeRecord,
  { signal, until }: Deadline,
): Promise<ChangeRecord> {
  let now = change
  for (;;) {
    if (now.state !== 'PENDING' || delivery.isClosing || signal?.aborted) return now
    const leftMs = until - performance.now()
    if (leftMs <= 0) return now
    // Another replica may be delivering it, so query the database as well.
    await delivery.nextOutcome(Math.min(leftMs, times.pollMs / 4), signal)
    try {
      now = (await records.find(change.id)) ?? now
    } catch (error) {
      // The change is stored: do not let a database that is unavailable by now suggest otherwise.
      if (error instanceof DatabaseUnavailableError) return now
      throw error
    }
  }
}

export interface WaitOptions {
  readonly records: Pick<ChangeRecords, 'find'>
  readonly delivery: Pick<Delivery, 'nextOutcome' | 'isClosing'>
  readonly times: ChangeTimes
}
