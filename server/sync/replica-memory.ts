import { nextTurn } from '../event-loop-turns.ts'
import { inParts } from './change-parts.ts'
import {
  applyChanges,
  createRecordTable,
  effectiveChanges,
  effectiveParts,
  sortChanges,
  type RecordTable,
} from './record-table.ts'
import type { Draft } from './sharded-map.ts'
import type { SyncState } from './sync-state.ts'
import type { Changes, CollectionChanges, CollectionDescription, RecordTypes, SyncRecord } from './records.ts'
import type { Tables } from './source.ts'

type Descriptions = Readonly<Record<string, CollectionDescription<SyncRecord>>>
type Named = Readonly<Record<string, CollectionChanges | undefined>>
type NamedTables = Readonly<Record<string, RecordTable<SyncRecord>>>

/** How many records are applied before the event loop is left free: some milliseconds of work. */
const recordsPerStep = 500

/** The replica in memory: the tables and how far they are. */
export interface ReplicaMemory<C extends RecordTypes> {
  readonly tables: Tables<C>
  /** Null: nothing is loaded yet. */
  readonly state: SyncState | null
  /** The part of the changes that changes something. */
  effective(changes: Changes<C>): Changes<C>
  /** The same, for many changes: leaves the event loop free in between. */
  effectiveInSteps(changes: Changes<C>): Promise<Changes<C>>
  /** Applies changes and, unless undefined, the state, at once. */
  apply(changes: Changes<C>, state?: SyncState | null): void
  /** The same, for many changes: leaves the event loop free in between. All of them become visible together. */
  applyInSteps(changes: Changes<C>, state?: SyncState | null): Promise<void>
  /** Replaces everything, likewise. */
  reset(changes: Changes<C>, state: SyncState | null): Promise<void>
}

export function createReplicaMemory<C extends RecordTypes>(collections: {
  readonly [Name in keyof C]: CollectionDescription<C[Name]>
}): ReplicaMemory<C> {
  // The types of single collections do not matter inside: each table is only combined with changes of its own name.
  const descriptions = collections as unknown as Descriptions
  const empty = () => mapValues(descriptions, () => createRecordTable<SyncRecord>())
  let tables: NamedTables = empty()
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

  async function effectiveInSteps(changes: Changes<C>): Promise<Named> {
    const base = tables
    const result = await findNews(base, changes)
    // Something was applied in between.
    if (tables !== base) return effective(changes)
    checked = { changes: result, tables }
    return result
  }

  /** The same, unless it is known that all of these changes are effective. */
  const effectiveOnce = (changes: Changes<C>): Named =>
    checked?.changes === changes && checked.tables === tables ? changes : effective(changes)

  function apply(changes: Changes<C>, next?: SyncState | null): void {
    for (const [name, own] of Object.entries(effectiveOnce(changes)))
      tables = withChanges(descriptions, tables, { name, changes: own })
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
    effectiveInSteps: async (changes) => (await effectiveInSteps(changes)) as Changes<C>,
    apply,
    async applyInSteps(changes, next) {
      const base = tables
      const built = await applyAll(descriptions, base, effectiveOnce(changes))
      // Something else was applied in between.
      if (tables !== base) return apply(changes, next)
      tables = built
      if (next !== undefined) state = next
    },
    async reset(changes, next) {
      tables = await applyAll(descriptions, empty(), changes)
      state = next
    },
  }
}

/** The part of the changes that changes something in the tables. */
async function findNews(tables: NamedTables, changes: Named): Promise<Named> {
  const result: Record<string, CollectionChanges> = {}
  for (const [name, own] of Object.entries(changes)) {
    const table = tables[name]
    const parts: CollectionChanges[] = []
    for (const part of own && table ? effectiveParts(table, own, recordsPerStep) : []) {
      parts.push(part)
      await nextTurn()
    }
    const changed = { put: parts.flatMap(({ put }) => put), remove: parts.flatMap(({ remove }) => remove) }
    if (changed.put.length > 0 || changed.remove.length > 0) result[name] = changed
  }
  return result
}

/** Returns the tables with the changes, of which some are applied at a time. */
async function applyAll(descriptions: Descriptions, base: NamedTables, changes: Named): Promise<NamedTables> {
  let built = base
  const draft: Draft = new WeakSet()
  for (const [name, own] of Object.entries(changes)) {
    const description = descriptions[name]
    for (const part of own && description ? inParts(sortChanges(description, own), recordsPerStep) : []) {
      built = withChanges(descriptions, built, { name, changes: part, draft })
      await nextTurn()
    }
  }
  return built
}

function withChanges(
  descriptions: Descriptions,
  tables: NamedTables,
  { name, changes, draft }: { name: string; changes: CollectionChanges | undefined; draft?: Draft },
): NamedTables {
  const [description, table] = [descriptions[name], tables[name]]
  if (!changes || !description || !table) return tables
  return { ...tables, [name]: applyChanges(description, table, changes, draft) }
}

function mapValues<T, U>(values: Readonly<Record<string, T>>, map: (value: T, name: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value, name)]))
}
