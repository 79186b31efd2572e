import { loadRecords, type Records } from './load-records.ts'
import type { Source } from './read-records.ts'

/** No records at all, for measuring how long a server takes to start. */
const noRecords = (timeZone: string): Records => ({
  timeZone,
  tickets: [],
  completed: [],
  companies: new Map(),
  resources: new Map(),
  statuses: [],
  priorities: [],
})

/**
 * Loads the records from the Autotask of `PEER_SOURCE`, starts the server, and tells the parent its port and how much
 * memory the records take. Ends with the parent.
 *
 * @param listen starts the server on a free port of 127.0.0.1, and returns the port
 */
export async function startPeer(listen: (records: Records) => Promise<number>): Promise<void> {
  const source = JSON.parse(process.env['PEER_SOURCE'] ?? '{}') as Source
  const isEmpty = process.env['PEER_RECORDS'] === 'none'
  const before = process.memoryUsage.rss()
  const records = isEmpty ? noRecords(source.timeZone) : await loadRecords(source)
  globalThis.gc?.()
  const recordsMebibytes = (process.memoryUsage.rss() - before) / 2 ** 20
  process.once('disconnect', () => process.exit())
  const port = await listen(records)
  process.send?.({ port, recordsMebibytes })
}
