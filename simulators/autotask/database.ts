import { entities } from './entities.ts'
import { createTable } from './table.ts'
import type { Table } from './table.ts'
import { marksOfEdit, ticketMarks } from './ticket-marks.ts'
import type { TicketMarks } from './ticket-marks.ts'
import { formatWireDate } from './wire-date.ts'
import { collections } from './world.ts'
import type { AutotaskWorld, Collection, WireRecord } from './world.ts'

/** Autotask's fixed value of `status` for Complete. */
const completeStatus = 5

/**
 * One Autotask database: records that can be read and changed, with change timestamps maintained as the vendor does.
 */
export interface Database {
  table(collection: Collection): Table
  picklists: AutotaskWorld['picklists']
  /** The current state. */
  world(): AutotaskWorld
  /**
   * Writes the given fields over the record with this id, or makes a record of them; without an id it gets a new one.
   * Creation and change timestamps, a ticket's number and its completion are set unless `values` has them. Returns the
   * id.
   *
   * @param marks which change marks of an existing ticket move, or of the ticket of a time entry; by the kind of change
   *   unless given. A new ticket has both.
   */
  save(collection: Collection, values: Record<string, unknown>, marks?: TicketMarks): number
  /** Whether there was such a record. Moves no timestamp, as a deletion leaves no trace at the vendor. */
  remove(collection: Collection, id: number): boolean
}

/** A database that starts as `world` and stamps changes by `now` (epoch milliseconds). */
export function createDatabase(world: AutotaskWorld, now: () => number): Database {
  const tables = Object.fromEntries(
    collections.map((name) => [name, createTable(entities[name], world[name])]),
  ) as Record<Collection, Table>

  // A copy: changes to the lists stay in this database.
  const picklists = structuredClone(world.picklists)

  /** Work on a ticket moves the ticket's own `lastActivityDate`, unless told otherwise. */
  function touchTicketOf(timeEntry: WireRecord, marks: TicketMarks = 'activity'): void {
    const ticket = tables.Tickets.get(Number(timeEntry['ticketID'] ?? Number.NaN))
    if (ticket !== undefined) {
      tables.Tickets.put({ ...ticket, ...stampAll(ticketMarks[marks], formatWireDate(now())) })
    }
  }

  return {
    table: (collection) => tables[collection],
    picklists,
    world: () => ({
      ...(Object.fromEntries(collections.map((name) => [name, [...tables[name].rows()]])) as Record<
        Collection,
        WireRecord[]
      >),
      picklists,
      rocQueueID: world.rocQueueID,
    }),
    save(collection, values, marks) {
      const table = tables[collection]
      const id = typeof values['id'] === 'number' ? values['id'] : table.nextId()
      const before = table.get(id)
      const stamp = formatWireDate(now())
      const record: WireRecord = {
        ...(before ?? creationMarks(table, stamp)),
        ...stampAll(changeMarks(table, before, values, marks), stamp),
        ...(collection === 'Tickets' ? completionMarks(before, values, stamp) : {}),
        ...values,
        id,
      }
      table.put(record)
      if (collection === 'TimeEntries') touchTicketOf(record, marks)
      return id
    },
    remove: (collection, id) => tables[collection].remove(id),
  }
}

/** The fields that a change stamps: of a ticket by the kind of change, of everything else always the same. */
function changeMarks(
  { entity }: Table,
  before: WireRecord | undefined,
  values: Record<string, unknown>,
  marks: TicketMarks | undefined,
): readonly string[] {
  if (entity.collection !== 'Tickets' || before === undefined) return entity.changeMarks
  return ticketMarks[marks ?? marksOfEdit(before, values)]
}

const stampAll = (fields: readonly string[], stamp: string) => Object.fromEntries(fields.map((field) => [field, stamp]))

function creationMarks(table: Table, stamp: string): Record<string, unknown> {
  const { collection, createMark } = table.entity
  return {
    ...(createMark === undefined ? {} : { [createMark]: stamp }),
    ...(collection === 'Tickets' ? { ticketNumber: nextTicketNumber(table, stamp) } : {}),
  }
}

/** `T20260924.0046`: the day, then a number counted up within it. */
function nextTicketNumber(tickets: Table, stamp: string): string {
  const prefix = `T${stamp.slice(0, 10).replaceAll('-', '')}.`
  const numbers = tickets
    .rows()
    .map((ticket) => String(ticket['ticketNumber']))
    .filter((number) => number.startsWith(prefix))
    .map((number) => Number.parseInt(number.slice(prefix.length), 10))
  return `${prefix}${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}`
}

/** A ticket is stamped when it becomes complete; reopening takes the stamp away. */
function completionMarks(before: WireRecord | undefined, values: Record<string, unknown>, stamp: string) {
  if (values['status'] === undefined) return {}
  const wasComplete = before?.['status'] === completeStatus
  const isComplete = values['status'] === completeStatus
  if (isComplete && !wasComplete) return { completedDate: stamp }
  return wasComplete && !isComplete ? { completedDate: null } : {}
}
