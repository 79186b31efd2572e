import type { Changes, CollectionChanges, RecordTypes, SyncRecord } from './records.ts'

/** Changes that were applied in memory but are not stored yet, because the database did not answer. */
export interface UnsavedChanges<C extends RecordTypes> {
  add(changes: Changes<C>): void
  /** Forgets the changes of records that are stored. @returns whether there were any */
  forget(stored: Changes<C>): boolean
  clear(): void
  all(): Changes<C>
  /** All of them with these on top, which are not added. */
  with(changes: Changes<C>): Changes<C>
}

/** The last change of each record, by collection and id; null: removed. */
type Pending = Map<string, Map<SyncRecord['id'], SyncRecord | null>>

export function createUnsavedChanges<C extends RecordTypes>(): UnsavedChanges<C> {
  const pending: Pending = new Map()

  return {
    add: (changes) => addTo(pending, entriesOf(changes)),
    forget(stored) {
      let hasForgotten = false
      for (const [name, { put, remove }] of entriesOf(stored)) {
        const own = pending.get(name)
        for (const id of [...remove, ...put.map((record) => record.id)]) {
          if (own?.delete(id)) hasForgotten = true
        }
      }
      return hasForgotten
    },
    clear: () => pending.clear(),
    all: () => toChanges(pending) as unknown as Changes<C>,
    with(changes) {
      const copy: Pending = new Map([...pending].map(([name, own]) => [name, new Map(own)]))
      addTo(copy, entriesOf(changes))
      return toChanges(copy) as unknown as Changes<C>
    },
  }
}

const entriesOf = (changes: object) =>
  Object.entries<CollectionChanges | undefined>(
    changes as Readonly<Record<string, CollectionChanges | undefined>>,
  ).filter((entry): entry is [string, CollectionChanges] => entry[1] !== undefined)

function addTo(pending: Pending, entries: readonly [string, CollectionChanges][]): void {
  for (const [name, { put, remove }] of entries) {
    const own = pending.get(name) ?? new Map<SyncRecord['id'], SyncRecord | null>()
    pending.set(name, own)
    for (const id of remove) own.set(id, null)
    for (const record of put) own.set(record.id, record)
  }
}

function toChanges(pending: Pending): Readonly<Record<string, CollectionChanges>> {
  const named = [...pending].map(([name, own]) => {
    const put = [...own.values()].filter((record) => record !== null)
    const remove = [...own].filter(([, record]) => record === null).map(([id]) => id)
    return [name, { put, remove }] as const
  })
  return Object.fromEntries(named)
}
