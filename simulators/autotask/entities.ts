import { appointmentFields } from './fields/appointment.ts'
import { companyFields } from './fields/company.ts'
import { companyNoteFields } from './fields/company-note.ts'
import { companyToDoFields } from './fields/company-to-do.ts'
import { contactFields } from './fields/contact.ts'
import { contractFields } from './fields/contract.ts'
import type { FieldDefinition } from './fields/define-fields.ts'
import { opportunityFields } from './fields/opportunity.ts'
import { resourceFields } from './fields/resource.ts'
import { ticketFields } from './fields/ticket.ts'
import { timeEntryFields } from './fields/time-entry.ts'
import { ticketMarks } from './ticket-marks.ts'
import { collections } from './world.ts'
import type { Collection } from './world.ts'

/** The API operations on one kind of record, and its timestamp fields. */
export interface EntityDefinition {
  collection: Collection
  /** As error texts and metadata name it. */
  singular: string
  fields: readonly FieldDefinition[]
  /** Whether records have a `userDefinedFields` key at all. */
  hasUserDefinedFields: boolean
  canCreate: boolean
  canUpdate: boolean
  canDelete: boolean
  /** Where it is written when not at its root: `/Companies/{id}/<path>`. Such an entity has no root of its own. */
  childOfCompany?: string
  /** The field that holds the instant of creation. */
  createMark?: string
  /** The fields updated by every change; of tickets, those of a new one (see ticket-marks.ts). */
  changeMarks: readonly string[]
}

const readWrite = { canCreate: true, canUpdate: true, canDelete: false }

/** The entities this simulator holds. */
export const entities: Record<Collection, EntityDefinition> = {
  Tickets: {
    ...readWrite,
    collection: 'Tickets',
    singular: 'Ticket',
    fields: ticketFields,
    hasUserDefinedFields: true,
    createMark: 'createDate',
    changeMarks: ticketMarks.both,
  },
  TimeEntries: {
    ...readWrite,
    collection: 'TimeEntries',
    singular: 'TimeEntry',
    fields: timeEntryFields,
    hasUserDefinedFields: false,
    canDelete: true,
    createMark: 'createDateTime',
    changeMarks: ['lastModifiedDateTime'],
  },
  Companies: {
    ...readWrite,
    collection: 'Companies',
    singular: 'Company',
    fields: companyFields,
    hasUserDefinedFields: true,
    createMark: 'createDate',
    changeMarks: ['lastActivityDate', 'lastTrackedModifiedDateTime'],
  },
  Contacts: {
    ...readWrite,
    collection: 'Contacts',
    singular: 'Contact',
    fields: contactFields,
    hasUserDefinedFields: true,
    canDelete: true,
    childOfCompany: 'Contacts',
    createMark: 'createDate',
    changeMarks: ['lastActivityDate', 'lastModifiedDate'],
  },
  Resources: {
    ...readWrite,
    collection: 'Resources',
    singular: 'Resource',
    fields: resourceFields,
    hasUserDefinedFields: false,
    canCreate: false,
    changeMarks: [],
  },
  CompanyToDos: {
    ...readWrite,
    collection: 'CompanyToDos',
    singular: 'CompanyToDo',
    fields: companyToDoFields,
    hasUserDefinedFields: false,
    canDelete: true,
    childOfCompany: 'ToDos',
    createMark: 'createDateTime',
    changeMarks: ['lastModifiedDate'],
  },
  CompanyNotes: {
    ...readWrite,
    collection: 'CompanyNotes',
    singular: 'CompanyNote',
    fields: companyNoteFields,
    hasUserDefinedFields: false,
    childOfCompany: 'Notes',
    createMark: 'createDateTime',
    changeMarks: ['lastModifiedDate'],
  },
  Opportunities: {
    ...readWrite,
    collection: 'Opportunities',
    singular: 'Opportunity',
    fields: opportunityFields,
    hasUserDefinedFields: true,
    createMark: 'createDate',
    changeMarks: ['lastActivity'],
  },
  Appointments: {
    ...readWrite,
    collection: 'Appointments',
    singular: 'Appointment',
    fields: appointmentFields,
    hasUserDefinedFields: false,
    canDelete: true,
    createMark: 'createDateTime',
    changeMarks: ['updateDateTime'],
  },
  Contracts: {
    ...readWrite,
    collection: 'Contracts',
    singular: 'Contract',
    fields: contractFields,
    hasUserDefinedFields: true,
    changeMarks: ['lastModifiedDateTime'],
  },
}

const byLowerName = new Map(collections.map((name) => [name.toLowerCase(), entities[name]]))

/** The entity at a root path segment, whatever its case; undefined when there is none. */
export function findEntity(segment: string): EntityDefinition | undefined {
  return byLowerName.get(segment.toLowerCase())
}

/** The entity under `/Companies/{id}/<segment>`; undefined when there is none. */
export function findCompanyChild(segment: string): EntityDefinition | undefined {
  return collections
    .map((name) => entities[name])
    .find(({ childOfCompany }) => childOfCompany?.toLowerCase() === segment.toLowerCase())
}

/** A field by its name in any case; undefined when the entity has none. */
export function findField(entity: EntityDefinition, name: string): FieldDefinition | undefined {
  const lower = name.toLowerCase()
  return entity.fields.find((field) => field.name.toLowerCase() === lower)
}
