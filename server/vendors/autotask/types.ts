import type { RecordOf } from '../kit/mapping.ts'
import type * as mappings from './mapping.ts'

/* Autotask's records for the rest of the server: plain data that survives JSON. Their fields are in mapping.ts. */

export type { PicklistValue, Picklists } from './mapping.ts'
export type Ticket = RecordOf<typeof mappings.tickets>
export type TimeEntry = RecordOf<typeof mappings.timeEntries>
export type Company = RecordOf<typeof mappings.companies>
export type Contact = RecordOf<typeof mappings.contacts>
/** A person of the provider: a technician, a manager, an API user. */
export type Resource = RecordOf<typeof mappings.resources>
export type Contract = RecordOf<typeof mappings.contracts>
export type ToDo = RecordOf<typeof mappings.toDos>
export type Note = RecordOf<typeof mappings.notes>
/** A planned or completed to-do, or a note, of a company. */
export type Activity = ToDo | Note
export type Opportunity = RecordOf<typeof mappings.opportunities>
export type Appointment = RecordOf<typeof mappings.appointments>

/** The record types of the replicated collections of the service desk. */
export type AutotaskRecords = {
  readonly tickets: Ticket
  readonly timeEntries: TimeEntry
  readonly companies: Company
  readonly contacts: Contact
  readonly contracts: Contract
  readonly resources: Resource
}

/** The record types of the replicated collections of sales activity. */
export type SalesRecords = {
  readonly toDos: ToDo
  readonly notes: Note
  readonly opportunities: Opportunity
  readonly appointments: Appointment
}
