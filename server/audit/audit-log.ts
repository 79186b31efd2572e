import type { Clock } from '../clock.ts'
import type { Database } from '../database/create-database.ts'
import type { Logger } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { createEntry, type AuditEntry } from './audit-entry.ts'
import { createAuditStore } from './audit-store.ts'
import { createAuditWriter, type WriterTimes } from './audit-writer.ts'
import { idOf } from './chain.ts'
import { renewAnchors } from './renew-anchors.ts'
import { createRepeats } from './repeats.ts'
import type { Signer } from './signer.ts'

/** The audit log, as the gateway writes it. */
export interface AuditLog {
  /** Begins a chain. Does not wait for the database. */
  start(): void
  /** Notes what was read or refused: on disk within a second, without a caller that waits for it. */
  note(entry: AuditEntry): void
  /**
   * Records what is about to be done or was done, and waits until it is on disk.
   *
   * @returns the record's id
   * @throws AuditUnavailableError
   */
  record(entry: AuditEntry): Promise<string>
  /** Writes everything that was noted, repeats excepted. Does not throw. */
  flush(): Promise<void>
  /** Writes everything, repeats included. Does not throw. */
  settle(): Promise<void>
  readonly isAvailable: boolean
  /** Writes everything, repeats included, and ends the chain. */
  close(): Promise<void>
}

export interface AuditLogOptions {
  readonly database: Database
  readonly signer: Signer
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Pick<Metrics, 'auditAvailable' | 'auditRecords' | 'auditLost'>
  readonly times?: Partial<WriterTimes & { readonly repeatMs: number }>
}

/** How long repeats are counted before they are recorded. */
const usualRepeatMs = 60_000

/** How many chains the first record of a chain names: the ends of those cannot be cut off unnoticed. */
const chainsNamed = 50

export function createAuditLog(options: AuditLogOptions): AuditLog {
  const { database, signer, clock, logger, metrics, times } = options
  const { repeatMs = usualRepeatMs, ...writerTimes } = times ?? {}
  const store = createAuditStore({ database, signer })
  const writer = createAuditWriter({ store, clock, logger, metrics, times: writerTimes, firstEntry })
  const repeats = createRepeats()
  let minute: NodeJS.Timeout | null = null

  /** The first record of each chain. */
  async function firstEntry(): Promise<AuditEntry> {
    const { renewed } = await renewAnchors(database, signer)
    if (renewed > 0) logger.info({ renewed }, 'audit anchors signed with the newest key')
    const chains = (await store.latestEnds(chainsNamed)).map((end) => `${idOf(end)}:${end.hash}`)
    return createEntry({ kind: 'system', at: clock(), operation: 'start', chains })
  }

  function endMinute(): void {
    if (minute) clearTimeout(minute)
    minute = null
    for (const sum of repeats.take()) writer.add(sum)
  }

  return {
    start: () => writer.start(),
    note(entry) {
      if (repeats.count(entry)) return
      minute ??= setTimeout(endMinute, repeatMs).unref()
      writer.add(entry)
    },
    record: (entry) => writer.addNow(entry),
    flush: () => writer.flush(),
    async settle() {
      endMinute()
      await writer.flush()
    },
    get isAvailable() {
      return writer.isAvailable
    },
    async close() {
      endMinute()
      writer.add(createEntry({ kind: 'system', at: clock(), operation: 'stop' }))
      await writer.close()
    },
  }
}
