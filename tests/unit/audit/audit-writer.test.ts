import { describe, expect, test } from 'vitest'
import { createEntry, type AuditEntry } from '../../../server/audit/audit-entry.ts'
import type { Batch } from '../../../server/audit/audit-store.ts'
import { createAuditWriter, type WriterTimes } from '../../../server/audit/audit-writer.ts'
import { DatabaseUnavailableError } from '../../../server/database/database-unavailable-error.ts'
import { createLogger } from '../../../server/telemetry/logger.ts'
import { createMetrics } from '../../../server/telemetry/metrics.ts'

const full = new DatabaseUnavailableError(new Error('disk full'), 'full')
const entry = (operation: string): AuditEntry => createEntry({ kind: 'mutation', at: 1, operation })

/** A writer over a store that keeps what it is given, unless it is told to fail. */
function setUp(times: Partial<WriterTimes> = {}) {
  const written: (string | null)[] = []
  const attempts: number[] = []
  const store = { failure: null as Error | null }
  const writer = createAuditWriter({
    store: {
      append: async ({ records }: Batch) => {
        attempts.push(records.length)
        await Promise.resolve()
        if (store.failure) throw store.failure
        written.push(...records.map((record) => record.entry.operation))
      },
    },
    clock: () => 1,
    logger: createLogger({ level: 'silent', secrets: [] }),
    metrics: createMetrics(),
    firstEntry: async () => entry('start'),
    times: { retryMs: 60_000, gatherMs: 60_000, ...times },
  })
  return { writer, written, attempts, store }
}

describe('a log that takes nothing', () => {
  test('refuses who waits, in the words of the database, and says that it is unavailable', async () => {
    const { writer, store } = setUp()
    store.failure = full

    await expect(writer.addNow(entry('one'))).rejects.toMatchObject({
      name: 'AuditUnavailableError',
      code: 'INTERNAL_SERVER_ERROR',
      message: expect.stringContaining('database is full'),
      retryAfterSeconds: 60,
    })
    expect(writer.isAvailable).toBe(false)
  })

  test('keeps what nobody waits for, and writes it in its order when it takes records again', async () => {
    const { writer, written, store } = setUp()
    store.failure = full
    writer.add(entry('read 1'))
    await expect(writer.addNow(entry('mutation'))).rejects.toThrow()
    writer.add(entry('read 2'))
    store.failure = null
    await writer.addNow(entry('mutation 2'))

    // What was tried may have been stored, so it is written again as it was.
    expect(written).toEqual(['start', 'read 1', 'mutation', 'read 2', 'mutation 2'])
    expect(writer.isAvailable).toBe(true)
  })

  test('counts what there is no room for', async () => {
    const { writer, written, store } = setUp({ maxWaiting: 2 })
    store.failure = full
    await writer.flush()
    for (let n = 0; n < 5; n++) writer.add(entry(`read ${n}`))
    await expect(writer.addNow(entry('mutation'))).rejects.toThrow('Nothing was changed')
    store.failure = null
    await writer.close()

    expect(written).toEqual(['start', 'records lost', 'read 0', 'read 1'])
  })

  test('is not unavailable because another writer has the lock', async () => {
    const { writer, store } = setUp()
    store.failure = new DatabaseUnavailableError(new Error('locked'), 'busy')

    await expect(writer.addNow(entry('one'))).rejects.toThrow('database is busy')
    expect(writer.isAvailable).toBe(true)
  })
})

test('who waits at the same time shares a batch', async () => {
  const { writer, attempts, written } = setUp()
  await writer.flush()
  await Promise.all(Array.from({ length: 20 }, (_, n) => writer.addNow(entry(String(n)))))

  expect(written).toHaveLength(21)
  expect(attempts.length).toBeLessThanOrEqual(4)
})
