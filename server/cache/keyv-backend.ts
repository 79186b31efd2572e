import type { Keyv } from 'keyv'
import type { SharedBackend } from './shared-backend.ts'
import { probeQuickly } from './speed-watch.ts'

const probeKey = 'msp-graph:probe'
/** Whatever is behind it, a request waits no longer for a value. */
const limitMs = 1_000

/**
 * Values in a Keyv that the embedding program owns, with whatever storage is behind it. A Keyv cannot claim: gateways that
 * share one each load for themselves, and find what others have loaded. It is not closed with the gateway.
 */
export function connectKeyv(keyv: Keyv): SharedBackend {
  // Without a listener, an error would end the process.
  const onError = () => undefined
  keyv.on('error', onError)
  return {
    name: 'the given Keyv',
    limitMs,
    isReady: () => ({ toRead: true, toWrite: true }),
    async read(keys) {
      const texts = await keyv.get<unknown>([...keys])
      return texts.map((text) => (typeof text === 'string' ? text : null))
    },
    async write(key, text, ttlMs) {
      const isStored = await keyv.set(key, text, ttlMs)
      if (!isStored) throw new Error('The given Keyv has not stored a value.')
    },
    take: async (keys) => keys,
    release: async () => undefined,
    probeReading: () => probeQuickly('the given Keyv', () => keyv.get(probeKey)),
    async probeWriting() {
      const isStored = await keyv.set(probeKey, 'x'.repeat(1_000), 60_000)
      if (!isStored) throw new Error('The given Keyv has not stored a value.')
    },
    async close() {
      keyv.off('error', onError)
    },
  }
}
