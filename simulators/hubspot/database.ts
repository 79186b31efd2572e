import { modifiedProperty } from './properties.ts'
import { toWireDate } from './wire-date.ts'
import { objectTypes, type CrmRecord, type HubSpotWorld, type ObjectType } from './world.ts'

/** The records of one account, in the order of their ids, and what its search knows of them. */
export interface Database {
  readonly world: HubSpotWorld
  list(type: ObjectType): readonly CrmRecord[]
  get(type: ObjectType, id: string): CrmRecord | undefined
  /** As `get`, in the recycle bin too. */
  find(type: ObjectType, id: string): CrmRecord | undefined
  /** As seen by search: changes more recent than the index's lag are not visible yet. */
  indexed(type: ObjectType): readonly CrmRecord[]
  /**
   * Writes the properties over those the record had; one from the recycle bin comes back with what it had.
   *
   * @param at when that happens; now by default
   */
  save(type: ObjectType, record: { id?: string; properties: Record<string, string | null> }, at?: number): CrmRecord
  /** Moves a record to the recycle bin. */
  archive(type: ObjectType, id: string): void
}

const byId = (a: CrmRecord, b: CrmRecord) => Number(a.id) - Number(b.id)

/** @param lagMs how long search takes to notice a change, by the clock `now` */
export function createDatabase(world: HubSpotWorld, now: () => number, lagMs: number): Database {
  const tables = new Map(objectTypes.map((type) => [type, createTable(world[type])]))
  const table = (type: ObjectType) => tables.get(type)!
  // Thousands of records at once are an import: they are sorted on the next read, not after each write.
  for (const type of objectTypes) Object.defineProperty(world, type, { get: table(type).inOrder, enumerable: true })
  const changes: { at: number; type: ObjectType; id: string; before: CrmRecord | undefined }[] = []
  let highestId = objectTypes
    .flatMap((type) => [...world[type], ...world.archived[type]].map(({ id }) => id))
    .reduce((highest, id) => Math.max(highest, Number(id)), 0)

  const find = (type: ObjectType, id: string) =>
    table(type).get(id) ?? world.archived[type].find((record) => record.id === id)

  return {
    world,
    find,
    list: (type) => world[type],
    get: (type, id) => table(type).get(id),
    indexed(type) {
      const recent = changes.filter((change) => change.type === type && change.at > now() - lagMs)
      if (recent.length === 0) return world[type]
      const seen = new Map(world[type].map((record) => [record.id, record]))
      for (const { id, before } of recent.toReversed()) {
        if (before) seen.set(id, before)
        else seen.delete(id)
      }
      return [...seen.values()].sort(byId)
    },
    save(type, { id = String(highestId + 1), properties }, at = now()) {
      highestId = Math.max(highestId, Number(id))
      const before = find(type, id)
      const created = properties['createdate'] ?? before?.properties['createdate'] ?? toWireDate(at)
      const record: CrmRecord = {
        id,
        properties: {
          ...before?.properties,
          ...properties,
          createdate: created,
          hs_object_id: id,
          [modifiedProperty(type)]: toWireDate(at),
        },
        createdAt: before?.createdAt ?? created,
        updatedAt: toWireDate(at),
        archived: false,
      }
      changes.push({ at, type, id, before: table(type).get(id) })
      world.archived[type] = world.archived[type].filter((archived) => archived.id !== id)
      table(type).set(record)
      return record
    },
    archive(type, id) {
      const before = table(type).get(id)
      if (!before) return
      const at = now()
      changes.push({ at, type, id, before })
      table(type).delete(id)
      const gone = { ...before, archived: true, archivedAt: toWireDate(at) }
      // In order: their list has pages too, whose cursor is an id.
      world.archived[type] = [...world.archived[type], gone].sort(byId)
    },
  }
}

/** Records by id, and all of them in the order of their ids. */
function createTable(records: readonly CrmRecord[]) {
  const byKey = new Map(records.map((record) => [record.id, record]))
  let sorted: CrmRecord[] | null = null
  return {
    get: (id: string) => byKey.get(id),
    set(record: CrmRecord) {
      byKey.set(record.id, record)
      sorted = null
    },
    delete(id: string) {
      byKey.delete(id)
      sorted = null
    },
    inOrder: () => (sorted ??= [...byKey.values()].sort(byId)),
  }
}
