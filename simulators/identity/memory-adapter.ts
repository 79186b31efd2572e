import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

/**
 * Where oidc-provider keeps sessions, codes and grants: in memory, and outside the Provider, so that they survive a
 * rotation of keys, which replaces the Provider. Records are removed only by `clear`; a simulator does not run that
 * long, and the Provider itself checks each record's `exp`.
 */
export function createMemoryStore(): { adapter: AdapterFactory; clear(): void } {
  const records = new Map<string, AdapterPayload>()

  function find(model: string, matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    for (const [key, payload] of records) if (key.startsWith(`${model} `) && matches(payload)) return payload
    return undefined
  }

  const adapter = (model: string): Adapter => ({
    async upsert(id, payload) {
      records.set(`${model} ${id}`, payload)
    },
    async find(id) {
      return records.get(`${model} ${id}`)
    },
    async findByUid(uid) {
      return find(model, (payload) => payload.uid === uid)
    },
    async findByUserCode(userCode) {
      return find(model, (payload) => payload.userCode === userCode)
    },
    async consume(id) {
      const payload = records.get(`${model} ${id}`)
      if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1_000)
    },
    async destroy(id) {
      records.delete(`${model} ${id}`)
    },
    async revokeByGrantId(grantId) {
      for (const [key, payload] of records) if (payload.grantId === grantId) records.delete(key)
    },
  })
  return { adapter, clear: () => records.clear() }
}
