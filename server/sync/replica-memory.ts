import { applyChanges, createRecordTable, effectiveChanges, type RecordTable } from './record-table.ts'
import type { SyncState } from './sync-state.ts'
import type { Changes, CollectionChanges, CollectionDescription, RecordTypes, SyncRecord } from './records.ts'
import type { Tables } from './source.ts'

type Descriptions = Readonly<Record<string, CollectionDescription<SyncRecord>>>
type Named = Readonly<Record<string, CollectionChanges | undefined>>

/** The replica in memory: the tables and how far they are. */
export interface ReplicaMemory<C extends RecordTypes> {
  readonly tables: Tables<C>
  /** Null: nothing is loaded yet. */
  readonly state: SyncState | null
  /** The part of the changes that changes something. */
  effective(changes: Changes<C>): Changes<C>
  /** Applies changes and, unless undefined, the state, in one step. */
  apply(changes: Changes<C>, state?: SyncState | null): void
  /** Replaces everything. */
  reset(changes: Changes<C>, state: SyncState | null): void
}

export function createReplicaMemory<C extends RecordTypes>(collections: {
  readonly [Name in keyof C]: CollectionDescription<C[Name]>
}): ReplicaMemory<C> {
  // The types of single collections do not matter inside: each table is only combined with changes of its own name.
  const descriptions = collections as unknown as Descriptions
  const empty = () => mapValues(descriptions, () => createRecordTable<SyncRecord>())
  let tables: Readonly<Record<string, RecordTable<SyncRecord>>> = empty()
  let state: SyncState | null = null
  /** What was found effective last, and for which tables. */
  let checked: { readonly changes: Named; readonly tables: unknown } | null = null

  function effective(changes: Changes<C>): Named {
    const result: Record<string, CollectionChanges> = {}
    for (const [name, own] of Object.entries(changes as Named)) {
      const table = tables[name]
      if (!own || !table) continue
      const changed = effectiveChanges(table, own)
      if (changed.put.length > 0 || changed.remove.length > 0) result[name] = changed
    }
    checked = { changes: result, tables }
    return result
  }

  function apply(changes: Changes<C>, next?: SyncState | null): void {
    const isChecked = checked?.changes === changes && checked.tables === tables
    const changed = isChecked ? (changes as Named) : effective(changes)
    tables = mapValues(descriptions, (description, name) => {
      const table = tables[name] as RecordTable<SyncRecord>
      const own = changed[name]
      return own ? applyChanges(description, table, own) : table
    })
    checked = null
    if (next !== undefined) state = next
  }

  return {
    get tables() {
      return tables as unknown as Tables<C>
    },
    get state() {
      return state
    },
    effective: (changes) => effective(changes) as Changes<C>,
    apply,
    reset(changes, next) {
      tables = empty()
      apply(changes, next)
    },
  }
}

function mapValues<T, U>(values: Readonly<Record<string, T>>, map: (value: T, name: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value, name)]))
}
