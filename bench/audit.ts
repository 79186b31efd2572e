import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEntry, type AuditEntry } from '../server/audit/audit-entry.ts'
import { createAuditLog } from '../server/audit/audit-log.ts'
import { createSigner } from '../server/audit/signer.ts'
import { createBulkDatabase, openDatabase } from '../server/database/create-database.ts'
import { createStateTeller } from '../server/database/database-state.ts'
import { createLogger } from '../server/telemetry/logger.ts'
import { createMetrics } from '../server/telemetry/metrics.ts'
import { atMost, printBars } from './bars.ts'

/** The most that the audit log may cost a request that reads, in microseconds of processor time. */
const mostMicroseconds = 20

const requests = 20_000
const people = 50

/**
 * What a read costs the audit log, from its note to its record on disk (SQLite, a thread of its own included), and how much
 * of it is on the thread that answers: as people do, who load the same pages again and again, and as a script does that asks
 * something else each time.
 */
export async function measureAudit(): Promise<void> {
  const pages = await measure((n) => page(n))
  const script = await measure((n) => ({ ...page(n), fields: [`ticket(id: "${n}")`], document: String(n % 997) }))
  printBars([
    atMost('a page that is loaded again: in all', pages.all, mostMicroseconds, ' µs', 1),
    atMost('a page that is loaded again: of the answering thread', pages.thread, mostMicroseconds, ' µs', 1),
    atMost('something else each time: in all', script.all, mostMicroseconds, ' µs', 1),
    atMost('something else each time: of the answering thread', script.thread, mostMicroseconds, ' µs', 1),
  ])
}

const page = (n: number): Partial<AuditEntry> => ({
  actor: { id: `person-${n % people}`, name: 'Maya Fernandes', roles: ['VIEWER'] },
  credential: `session:${n % people}`,
  address: '192.0.2.7',
  requestId: `request-${n}`,
  operation: 'ServiceDeskPage',
  document: 'a'.repeat(64),
  fields: [
    'viewer',
    'activitySummary(range: {preset: LAST_30_DAYS})',
    'tickets(range: {preset: LAST_30_DAYS}, first: 25)',
  ],
  rows: 25,
  milliseconds: 12,
})

async function measure(entryOf: (n: number) => Partial<AuditEntry>): Promise<{ all: number; thread: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'audit-bench-'))
  const url = `file:${join(folder, 'audit.sqlite')}`
  const opened = await openDatabase(url)
  const database = createBulkDatabase(url, opened, createStateTeller())
  const log = createAuditLog({
    database,
    signer: createSigner([Buffer.alloc(32, 1)]),
    clock: Date.now,
    logger: createLogger({ level: 'silent', secrets: [] }),
    metrics: createMetrics(),
  })
  try {
    const run = async (from: number) => {
      for (let n = from; n < from + requests; n++) {
        log.note(createEntry({ kind: 'read', at: Date.now(), ...entryOf(n) }))
        // About two thousand a second arrive between two batches.
        if (n % 2_000 === 1_999) await log.flush()
      }
      await log.flush()
    }
    await run(0)
    const [all, thread] = [process.cpuUsage(), process.threadCpuUsage()]
    await run(requests)
    const spent = ({ user, system }: NodeJS.CpuUsage) => (user + system) / requests
    return { all: spent(process.cpuUsage(all)), thread: spent(process.threadCpuUsage(thread)) }
  } finally {
    await log.close()
    await database.destroy()
    await opened.destroy()
    rmSync(folder, { recursive: true })
  }
}
