import { mapping, mapRows } from '../kit/mapping.ts'
import type { RequestBudget } from '../kit/vendor.ts'
import {
  isUnset,
  rowsIn,
  toBoolean,
  toCount,
  toDay,
  toDecimal,
  toInstant,
  toInteger,
  toNumber,
  toText,
  type WireRow,
} from '../kit/wire.ts'
import type {
  Activity,
  Appointment,
  Company,
  Contact,
  Contract,
  Opportunity,
  PicklistValue,
  Picklists,
  Resource,
  Ticket,
  TimeEntry,
} from './types.ts'

/*
 * Maps wire rows to our types: pure functions, one per entity. Each returns null for a row without its mandatory fields
 * (id, date), which is then dropped.
 */

const fullName = ({ firstName, lastName }: { readonly firstName?: unknown; readonly lastName?: unknown }) =>
  [toText(firstName), toText(lastName)]
    .filter((part) => part !== null)
    .map((part) => part.trim())
    .join(' ')

export const tickets = mapping(
  'Tickets',
  [
    'id',
    'ticketNumber',
    'title',
    'description',
    'status',
    'priority',
    'queueID',
    'issueType',
    'subIssueType',
    'source',
    'companyID',
    'contactID',
    'assignedResourceID',
    'contractID',
    'createDate',
    'completedDate',
    'resolvedDateTime',
    'firstResponseDateTime',
    'dueDateTime',
    'lastActivityDate',
    'lastTrackedModificationDateTime',
    'serviceLevelAgreementHasBeenMet',
  ],
  (row): Ticket | null => {
    const id = toInteger(row.id)
    const queueId = toInteger(row.queueID)
    const createdAt = toInstant(row.createDate)
    if (id === null || queueId === null || createdAt === null) return null
    return {
      id,
      number: toText(row.ticketNumber) ?? String(id),
      title: toText(row.title) ?? '',
      description: toText(row.description),
      statusId: toInteger(row.status),
      priorityId: toInteger(row.priority),
      queueId,
      issueTypeId: toInteger(row.issueType),
      subIssueTypeId: toInteger(row.subIssueType),
      sourceId: toInteger(row.source),
      companyId: toInteger(row.companyID),
      contactId: toInteger(row.contactID),
      assigneeId: toInteger(row.assignedResourceID),
      contractId: toInteger(row.contractID),
      createdAt,
      completedAt: toInstant(row.completedDate),
      resolvedAt: toInstant(row.resolvedDateTime),
      firstResponseAt: toInstant(row.firstResponseDateTime),
      dueAt: toInstant(row.dueDateTime),
      lastActivityAt: toInstant(row.lastActivityDate),
      trackedChangeAt: toInstant(row.lastTrackedModificationDateTime),
      slaMet: toBoolean(row.serviceLevelAgreementHasBeenMet),
    }
  },
)

export const timeEntries = mapping(
  'TimeEntries',
  [
    'id',
    'ticketID',
    'resourceID',
    'hoursWorked',
    'dateWorked',
    'createDateTime',
    'lastModifiedDateTime',
    'startDateTime',
    'endDateTime',
    'summaryNotes',
  ],
  (row): TimeEntry | null => {
    const id = toInteger(row.id)
    if (id === null) return null
    return {
      id,
      ticketId: toInteger(row.ticketID),
      resourceId: toInteger(row.resourceID),
      // Unset means no time yet; a value that is not a number means unknown.
      hours: isUnset(row.hoursWorked) ? 0 : toNumber(row.hoursWorked),
      workedOn: toDay(row.dateWorked),
      createdAt: toInstant(row.createDateTime),
      modifiedAt: toInstant(row.lastModifiedDateTime),
      startedAt: toInstant(row.startDateTime),
      endedAt: toInstant(row.endDateTime),
      summary: toText(row.summaryNotes),
    }
  },
)

export const companies = mapping('Companies', ['id', 'companyName'], (row): Company | null => {
  const id = toInteger(row.id)
  return id === null ? null : { id, name: toText(row.companyName) ?? String(id) }
})

export const contacts = mapping(
  'Contacts',
  ['id', 'firstName', 'lastName', 'emailAddress', 'phone'],
  (row): Contact | null => {
    const id = toInteger(row.id)
    if (id === null) return null
    const email = toText(row.emailAddress)
    return {
      id,
      name: fullName(row) || (email ?? String(id)),
      email,
      phone: toText(row.phone),
    }
  },
)

export const resources = mapping(
  'Resources',
  ['id', 'firstName', 'lastName', 'email', 'userName'],
  (row): Resource | null => {
    const id = toInteger(row.id)
    if (id === null) return null
    return { id, name: fullName(row) || (toText(row.userName) ?? String(id)), email: toText(row.email) }
  },
)

export const contracts = mapping(
  'Contracts',
  ['id', 'contractName', 'contractType', 'startDate', 'endDate'],
  (row): Contract | null => {
    const id = toInteger(row.id)
    if (id === null) return null
    return {
      id,
      name: toText(row.contractName) ?? String(id),
      typeId: toInteger(row.contractType),
      startsOn: toDay(row.startDate),
      endsOn: toDay(row.endDate),
    }
  },
)

export const toDos = mapping(
  'CompanyToDos',
  ['id', 'companyID', 'assignedToResourceID', 'actionType', 'activityDescription', 'startDateTime', 'completedDate'],
  (row): Activity | null => {
    const id = toInteger(row.id)
    if (id === null) return null
    const text = toText(row.activityDescription) ?? ''
    return {
      id,
      source: 'todo',
      companyId: toInteger(row.companyID),
      resourceId: toInteger(row.assignedToResourceID),
      actionTypeId: toInteger(row.actionType),
      // A to-do has no subject: use its first line.
      title: toText(text.split('\n', 1)[0])?.trim() ?? null,
      text,
      startsAt: toInstant(row.startDateTime),
      completedAt: toInstant(row.completedDate),
    }
  },
)

export const notes = mapping(
  'CompanyNotes',
  ['id', 'companyID', 'assignedResourceID', 'actionType', 'name', 'note', 'startDateTime', 'completedDateTime'],
  (row): Activity | null => {
    const id = toInteger(row.id)
    if (id === null) return null
    return {
      id,
      source: 'note',
      companyId: toInteger(row.companyID),
      resourceId: toInteger(row.assignedResourceID),
      actionTypeId: toInteger(row.actionType),
      title: toText(row.name),
      text: toText(row.note) ?? '',
      startsAt: toInstant(row.startDateTime),
      completedAt: toInstant(row.completedDateTime),
    }
  },
)

/** Closed, and Implemented, which follows it: both are won. */
const wonStatuses = new Set([3, 4])

export const opportunities = mapping(
  'Opportunities',
  ['id', 'stage', 'status', 'amount', 'createDate'],
  (row): Opportunity | null => {
    const id = toInteger(row.id)
    const createdAt = toInstant(row.createDate)
    if (id === null || createdAt === null) return null
    return {
      id,
      stageId: toInteger(row.stage),
      isWon: wonStatuses.has(toInteger(row.status) ?? -1),
      amount: toDecimal(row.amount),
      createdAt,
    }
  },
)

export const appointments = mapping('Appointments', ['id', 'startDateTime'], (row): Appointment | null => {
  const id = toInteger(row.id)
  const startsAt = toInstant(row.startDateTime)
  return id === null || startsAt === null ? null : { id, startsAt }
})

function toPicklistValue(row: WireRow): PicklistValue | null {
  // Values are strings in metadata, integers in records.
  const id = toInteger(row['value'])
  if (id === null) return null
  return {
    id,
    label: toText(row['label']) ?? String(id),
    parentId: toInteger(row['parentValue']),
    sortOrder: toNumber(row['sortOrder']) ?? Number.MAX_SAFE_INTEGER,
    isActive: toBoolean(row['isActive']) ?? true,
  }
}

/**
 * Sorts and deduplicates the values: of several rows for one value under one parent, the active one wins, else the
 * first. The same number under another parent is a different value.
 */
function toPicklist(rows: readonly WireRow[]): PicklistValue[] {
  const values = mapRows(rows, toPicklistValue).sort((a, b) => a.sortOrder - b.sortOrder || a.id - b.id)
  const byKey = new Map<string, PicklistValue>()
  for (const value of values) {
    const key = `${value.parentId} ${value.id}`
    const known = byKey.get(key)
    if (!known || (value.isActive && !known.isActive)) byKey.set(key, value)
  }
  const kept = new Set(byKey.values())
  return values.filter((value) => kept.has(value))
}

/** The picklists among an entity's fields. Includes inactive values: old records still have them. */
export function toPicklists(fields: readonly WireRow[]): Picklists {
  const lists = new Map<string, readonly PicklistValue[]>()
  for (const field of fields) {
    const name = toText(field['name'])?.toLowerCase()
    const values = field['picklistValues']
    if (name !== undefined && Array.isArray(values) && !lists.has(name)) lists.set(name, toPicklist(rowsIn(values)))
  }
  return Object.fromEntries(lists)
}

/** The request counter; `requestThresholdTimeframe` is in minutes. Null unless both usage and limit are present. */
export function toRequestBudget(row: WireRow): RequestBudget | null {
  const limit = toCount(row['externalRequestThreshold'])
  const used = toCount(row['currentTimeframeRequestCount'])
  const minutes = isUnset(row['requestThresholdTimeframe']) ? 60 : toCount(row['requestThresholdTimeframe'])
  const windowSeconds = toCount((minutes ?? 0) * 60)
  if (!limit || used === null || !windowSeconds) return null
  return { limit, used, windowSeconds }
}
