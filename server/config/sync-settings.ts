import { wholeNumber } from './parsers.ts'
import type { SettingReader } from './setting-reader.ts'

/** The local replica of vendor records. See docs/sync.md. */
export interface SyncSettings {
  /** How many months before the current one it reaches back; 0: nothing is replicated. */
  readonly months: number
  /** Minimum time between two deltas, in seconds. */
  readonly seconds: number
}

export function readSync(reader: SettingReader): SyncSettings {
  return {
    months: reader.optional('SYNC_MONTHS', wholeNumber('must be a whole number of months from 0 to 120', 0, 120)) ?? 25,
    seconds:
      reader.optional('SYNC_SECONDS', wholeNumber('must be a whole number of seconds from 10 to 3600', 10, 3_600)) ??
      60,
  }
}
