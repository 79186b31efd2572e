import { createHash } from 'node:crypto'
import { tagLength } from './checked-json.ts'
import { mergeReads } from './merge-reads.ts'
import { unchanged, type BackendTrouble, type SharedBackend } from './shared-backend.ts'
import { probeQuickly } from './speed-watch.ts'

/** Tables of a PostgreSQL for values and claims, with connections of their own. Every method may reject. */
export interface CacheRecords {
  /** How many connections there are. */
  readonly connections: number
  /**
   * Returns the texts that have not expired, by key; null for those that begin with what is known of them.
   *
   * @param known per key, its first letters; empty: nothing
   */
  read(
    keys: readonly string[],
    known: readonly string[],
    knownLength: number,
  ): Promise<ReadonlyMap<string, string | null>>
  write(key: string, text: string, ttlMs: number): Promise<void>
  take(keys: readonly string[], holder: string, expiryMs: number): Promise<readonly string[]>
  release(keys: readonly string[], holder: string): Promise<void>
  /** Deletes what has expired, whichever gateway or version wrote it. */
  sweep(): Promise<void>
  close(): Promise<void>
}

/** Longer keys are hashed: an index of PostgreSQL takes no more than some 2,700 bytes. */
const maxKeyLength = 300
const keptLength = 200
const probeKey = 'msp-graph:probe'
/**
 * As long as it takes to find that the database is away: a command goes through a pool, which takes several turns of a busy
 * event loop. Reads that are slow time and again open the breaker long before.
 */
const limitMs = 1_000
/** How often each gateway deletes what has expired, in milliseconds. */
const sweepEveryMs = 10 * 60_000

export function connectPostgres(records: CacheRecords, { onReadTrouble }: BackendTrouble): SharedBackend {
  const sweeper = setInterval(() => void records.sweep().catch(() => undefined), sweepEveryMs)
  sweeper.unref()
  let isConnected = false
  const connect = async () => {
    await connectAll(records)
    isConnected = true
  }
  connect().catch(onReadTrouble)

  async function read(keys: readonly string[], known: readonly (string | undefined)[]) {
    const names = keys.map(nameOf)
    const tags = known.map((tag) => tag ?? '')
    const found = await records.read(names, tags, tagLength)
    return names.map((name) => {
      const text = found.get(name)
      return text === undefined ? null : (text ?? unchanged)
    })
  }

  return {
    name: 'PostgreSQL',
    limitMs,
    isReady: () => ({ toRead: isConnected, toWrite: isConnected }),
    read: mergeReads(read),
    write: (key, text, ttlMs) => records.write(nameOf(key), text, ttlMs),
    async take(keys, holder, expiryMs) {
      const byName = new Map(keys.map((key) => [nameOf(key), key]))
      const taken = await records.take([...byName.keys()], holder, expiryMs)
      return taken.map((name) => byName.get(name) ?? name)
    },
    release: (keys, holder) => records.release(keys.map(nameOf), holder),
    probeReading: () => probeQuickly('PostgreSQL', connect),
    probeWriting: () => records.write(probeKey, 'x'.repeat(1_000), 60_000),
    async close() {
      clearInterval(sweeper)
      await records.close()
    },
  }
}

/** Makes all connections of the pool, with a read on each: the first commands after an outage come all together. */
async function connectAll(records: CacheRecords): Promise<void> {
  await Promise.all(Array.from({ length: records.connections }, () => records.read([probeKey], [''], tagLength)))
}

/** What a key is called in the tables. NUL, which PostgreSQL does not take, is in no name, nor half a surrogate pair. */
function nameOf(key: string): string {
  if (key.length <= maxKeyLength && !key.includes('\0') && key.isWellFormed()) return key
  const kept = key.slice(0, keptLength).toWellFormed().replaceAll('\0', '?')
  // As JSON, which tells half surrogate pairs apart.
  return `${kept}#${createHash('sha256').update(JSON.stringify(key)).digest('base64url')}`
}
