import type { Changes, CollectionChanges, RecordTypes, SyncRecord } from './records.ts'

/** Changes that were applied in memory but are not stored yet, because the database did not answer. */
export interface UnsavedChanges<C extends RecordTypes> {
  add(changes: Changes<C>): void
  /** Forgets what another gateway has stored meanwhile: that is newer. */
  forget(stored: Changes<C>): void
  clear(): void
  all(): Changes<C>
}

export function createUnsavedChanges<C extends RecordTypes>(): UnsavedChanges<C> {
  const byCollection = new Map<string, Map<number, SyncRecord | null>>()
  const entries = (changes: Changes<C>) =>
    Object.entries<CollectionChanges | undefined>(
      changes as Readonly<Record<string, CollectionChanges | undefined>>,
    ).filter((entry): entry is [string, CollectionChanges] => entry[1] !== undefined)

  return {
    add(changes) {
      for (const [name, { put, remove }] of entries(changes)) {
        const own = byCollection.get(name) ?? new Map<number, SyncRecord | null>()
        byCollection.set(name, own)
        for (const id of remove) own.set(id, null)
        for (const record of put) own.set(record.id, record)
      }
    },
    forget(stored) {
      for (const [name, { put, remove }] of entries(stored)) {
        for (const id of [...remove, ...put.map((record) => record.id)]) byCollection.get(name)?.delete(id)
      }
    },
    clear: () => byCollection.clear(),
    all() {
      const named = [...byCollection].map(([name, own]) => {
        const put = [...own.values()].filter((record) => record !== null)
        const remove = [...own].filter(([, record]) => record === null).map(([id]) => id)
        return [name, { put, remove }] as const
      })
      return Object.fromEntries(named) as unknown as Changes<C>
    },
  }
}
