import { entities } from './entities.ts'
import { referenceTo } from './references.ts'
import { formatWireDate } from './wire-date.ts'
import { collections } from './world.ts'
import type { Collection, CompanyWorld, PermissionRecord, WireRecord } from './world.ts'

/** One company's system: records that can be read and changed, with change timestamps maintained as the vendor does. */
export interface Database {
  /** In ascending order of id. */
  rows(collection: Collection): WireRecord[]
  get(collection: Collection, id: number | undefined): WireRecord | undefined
  /**
   * Writes the given properties over the record with this id, or makes a record of them; without an id it gets a new one.
   * Null takes a property away. Change marks move, references elsewhere follow a new name. `by` is a member's identifier.
   */
  save(collection: Collection, values: Record<string, unknown>, by: string): WireRecord
  /** Writes a whole record: as `save`, with everything it does not name taken away but creation marks. */
  replace(collection: Collection, values: WireRecord, by: string): WireRecord
  /** Whether there was such a record. A ticket takes its notes along. */
  remove(collection: Collection, id: number): boolean
  permissions(): PermissionRecord[]
  savePermission(values: Partial<PermissionRecord> & { id: string }): void
  /** The simulated instant, in epoch milliseconds. */
  now(): number
  /** The current state. */
  world(): CompanyWorld
}

/** A database that starts as `world` and stamps changes by `now`. */
export function createDatabase(world: CompanyWorld, now: () => number): Database {
  const tables = new Map(collections.map((name) => [name, createTable(world[name])] as const))
  const table = (collection: Collection) => tables.get(collection)!
  let permissions = world.permissions.map((permission) => ({ ...permission }))

  /** An id greater than any in use and any given out; service and project tickets count together. */
  function nextId(collection: Collection): number {
    const shared = collection === 'tickets' || collection === 'projectTickets'
    const names: Collection[] = shared ? ['tickets', 'projectTickets'] : [collection]
    return Math.max(...names.map((name) => table(name).highestId())) + 1
  }

  function write(collection: Collection, record: WireRecord, before: WireRecord | undefined, by: string): WireRecord {
    const stamp = formatWireDate(now())
    const marks = before?.['_info'] ?? { dateEntered: stamp, enteredBy: by }
    const given = record['_info'] ?? {}
    const { id, ...values } = record
    const whole = withoutNulls({ id, ...values, _info: { ...marks, ...given, lastUpdated: stamp, updatedBy: by } })
    table(collection).put(whole)
    if (before !== undefined) refreshReferences(collection, whole)
    return whole
  }

  /** References carry names, and the vendor reads those when it answers. */
  function refreshReferences(collection: Collection, target: WireRecord): void {
    const reference = referenceTo(collection, target)
    for (const name of collections) {
      for (const [field, { to }] of Object.entries(entities[name].fields)) {
        if (to !== collection) continue
        for (const row of table(name).rows()) {
          if ((row[field] as { id?: number } | undefined)?.id === target.id)
            table(name).put({ ...row, [field]: reference })
        }
      }
    }
  }

  return {
    rows: (collection) => table(collection).rows(),
    get: (collection, id) => (id === undefined ? undefined : table(collection).get(id)),
    save(collection, values, by) {
      const id = typeof values['id'] === 'number' ? values['id'] : nextId(collection)
      const before = table(collection).get(id)
      return write(collection, { ...before, ...values, id, _info: values['_info'] }, before, by)
    },
    replace: (collection, values, by) => write(collection, values, table(collection).get(values.id), by),
    remove(collection, id) {
      if (collection === 'tickets' || collection === 'projectTickets') {
        for (const note of table('notes').rows()) if (note['ticketId'] === id) table('notes').remove(note.id)
      }
      return table(collection).remove(id)
    },
    permissions: () => permissions,
    savePermission(values) {
      permissions = permissions.map((permission) =>
        permission.id === values.id ? { ...permission, ...values } : permission,
      )
    },
    now,
    world: () => ({
      ...(Object.fromEntries(collections.map((name) => [name, table(name).rows()])) as Record<
        Collection,
        WireRecord[]
      >),
      permissions,
    }),
  }
}

function createTable(records: readonly WireRecord[]) {
  const byId = new Map(records.map((record) => [record.id, withoutNulls(record)]))
  let highestId = Math.max(0, ...byId.keys())
  let sorted: WireRecord[] | undefined
  return {
    rows: () => (sorted ??= [...byId.values()].sort((a, b) => a.id - b.id)),
    get: (id: number) => byId.get(id),
    put(record: WireRecord) {
      byId.set(record.id, record)
      highestId = Math.max(highestId, record.id)
      sorted = undefined
    },
    remove(id: number) {
      sorted = undefined
      return byId.delete(id)
    },
    highestId: () => highestId,
  }
}

function withoutNulls(record: WireRecord): WireRecord {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== null && value !== undefined),
  ) as WireRecord
}
