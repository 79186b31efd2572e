import KeyvRedis from '@keyv/redis'
import { openRedisClient } from './redis-client.ts'
import type { BackendTrouble, SharedBackend } from './shared-backend.ts'
import { probeQuickly } from './speed-watch.ts'

/** A healthy Redis responds within one or two milliseconds. */
const limitMs = 250
/** Key written by probes. */
const probeKey = 'msp-graph:probe'
const claimKeyOf = (key: string) => `claim:${key}`

/** Takes those claims that are free, expired or the holder's already. Its expiry is by Redis's own clock. */
const takeScript = `
local taken = {}
for index, key in ipairs(KEYS) do
  local holder = redis.call('GET', key)
  if not holder or holder == ARGV[1] then
    redis.call('SET', key, ARGV[1], 'PX', ARGV[2])
    table.insert(taken, index)
  end
end
return taken`

const releaseScript = `
for _, key in ipairs(KEYS) do
  if redis.call('GET', key) == ARGV[1] then redis.call('DEL', key) end
end`

/** Two connections, because on one a read waits for the megabytes that are being written before it. */
export function connectRedis(url: string, { onReadTrouble, onWriteTrouble }: BackendTrouble): SharedBackend {
  const reader = connect(url, onReadTrouble)
  const writer = connect(url, onWriteTrouble)

  return {
    name: 'Redis',
    limitMs,
    isReady: () => ({ toRead: reader.client.isReady, toWrite: writer.client.isReady }),
    async read(keys) {
      const texts = await reader.adapter.getMany<string>([...keys])
      return texts.map((text) => text ?? null)
    },
    async write(key, text, ttlMs) {
      await writer.adapter.set(key, text, ttlMs)
    },
    async take(keys, holder, expiryMs) {
      const options = { keys: keys.map(claimKeyOf), arguments: [holder, String(expiryMs)] }
      const taken = (await writer.client.eval(takeScript, options)) as number[]
      return taken.map((index) => keys[index - 1] ?? '')
    },
    async release(keys, holder) {
      await writer.client.eval(releaseScript, { keys: keys.map(claimKeyOf), arguments: [holder] })
    },
    probeReading: () => probeQuickly('Redis', () => reader.client.get(probeKey)),
    async probeWriting() {
      // As long as no value is: a Redis may take a few bytes more and still be full.
      await writer.client.set(probeKey, 'x'.repeat(1_000), { PX: 60_000 })
    },
    async close() {
      reader.client.destroy()
      writer.client.destroy()
    },
  }
}

/** @param onError is told why there is no connection */
function connect(url: string, onError: (error: unknown) => void) {
  // Connected before the adapter's first use, where a Redis that is away would hold up a request.
  const client = openRedisClient(url, onError)
  const adapter = new KeyvRedis(client, { namespace: 'keyv', throwOnConnectError: true, throwOnErrors: true })
  adapter.on('error', () => undefined)
  return { client, adapter }
}
