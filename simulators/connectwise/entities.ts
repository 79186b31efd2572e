import type { Entity } from './fields/kinds.ts'
import { noteEntity } from './fields/note.ts'
import { companyEntity, contactEntity, memberEntity } from './fields/people.ts'
import * as setup from './fields/setup.ts'
import { ticketEntity } from './fields/ticket.ts'
import { timeEntryEntity } from './fields/time-entry.ts'
import type { Collection } from './world.ts'

/** The kind of record that each collection holds. */
export const entities: Record<Collection, Entity> = {
  tickets: ticketEntity,
  projectTickets: ticketEntity,
  notes: noteEntity,
  timeEntries: timeEntryEntity,
  boards: setup.boardEntity,
  statuses: setup.statusEntity,
  members: memberEntity,
  companies: companyEntity,
  contacts: contactEntity,
  workRoles: setup.workRoleEntity,
  workTypes: setup.workTypeEntity,
  locations: setup.namedEntity,
  departments: setup.namedEntity,
  priorities: setup.namedEntity,
  sources: setup.namedEntity,
  types: setup.namedEntity,
  teams: setup.namedEntity,
  timePeriods: setup.timePeriodEntity,
  closingRules: setup.closingRuleEntity,
}
