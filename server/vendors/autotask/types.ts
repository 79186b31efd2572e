import type { Day, Instant } from '../../calendar/days.ts'

/*
 * Autotask's records for the rest of the server: plain data that survives JSON. Instants are epoch milliseconds, days
 * are `YYYY-MM-DD`, hours are decimal, unset values are null.
 */

export interface Ticket {
  readonly id: number
  readonly number: string
  readonly title: string
  readonly description: string | null
  readonly statusId: number | null
  readonly priorityId: number | null
  readonly queueId: number
  readonly issueTypeId: number | null
  readonly subIssueTypeId: number | null
  readonly sourceId: number | null
  readonly companyId: number | null
  readonly contactId: number | null
  readonly assigneeId: number | null
  readonly contractId: number | null
  readonly createdAt: Instant
  readonly completedAt: Instant | null
  readonly resolvedAt: Instant | null
  readonly firstResponseAt: Instant | null
  readonly dueAt: Instant | null
  readonly lastActivityAt: Instant | null
  /** When a tracked field last changed; notes and time entries do not affect it. */
  readonly trackedChangeAt: Instant | null
  readonly slaMet: boolean | null
}

export interface TimeEntry {
  readonly id: number
  readonly ticketId: number | null
  readonly resourceId: number | null
  /** `hoursWorked`, in hours; null if Autotask's value is not a number. */
  readonly hours: number | null
  /** Null if Autotask has none. */
  readonly workedOn: Day | null
  readonly createdAt: Instant | null
  /** When it was last changed; null if Autotask does not say. */
  readonly modifiedAt: Instant | null
  readonly startedAt: Instant | null
  readonly endedAt: Instant | null
  readonly summary: string | null
}

export interface Company {
  readonly id: number
  readonly name: string
}

export interface Contact {
  readonly id: number
  readonly name: string
  readonly email: string | null
  readonly phone: string | null
}

/** A person of the provider: a technician, a manager, an API user. */
export interface Resource {
  readonly id: number
  readonly name: string
  readonly email: string | null
}

export interface Contract {
  readonly id: number
  readonly name: string
  readonly typeId: number | null
  readonly startsOn: Day | null
  readonly endsOn: Day | null
}

/** The record types of the replicated collections. */
export type AutotaskRecords = {
  readonly tickets: Ticket
  readonly timeEntries: TimeEntry
  readonly companies: Company
  readonly contacts: Contact
  readonly contracts: Contract
  readonly resources: Resource
}

/** A planned or completed to-do, or a note, of a company. */
export interface Activity {
  readonly id: number
  readonly source: 'todo' | 'note'
  readonly companyId: number | null
  readonly resourceId: number | null
  readonly actionTypeId: number | null
  readonly title: string | null
  readonly text: string
  readonly startsAt: Instant | null
  readonly completedAt: Instant | null
}

export interface Opportunity {
  readonly id: number
  readonly stageId: number | null
  /** Closed as won. */
  readonly isWon: boolean
  /** An exact decimal, in the account's currency; null if unset. */
  readonly amount: string | null
  readonly createdAt: Instant
}

export interface Appointment {
  readonly id: number
  readonly startsAt: Instant
}

export interface PicklistValue {
  readonly id: number
  readonly label: string
  /** The parent value in the list this one depends on; null without one. */
  readonly parentId: number | null
  readonly sortOrder: number
  readonly isActive: boolean
}

/** The picklists of one entity, by field name in lower case; values by `sortOrder`. */
export type Picklists = Readonly<Record<string, readonly PicklistValue[]>>
