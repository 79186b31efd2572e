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
  RequestBudget,
  Resource,
  Ticket,
  TimeEntry,
} from './types.ts'

/*
 * Maps wire rows to our types: pure functions, one per entity. Each returns null for a row without its mandatory fields
 * (id, date), which is then dropped. `fields` are the wire names to request.
 */

/** How one entity is requested and mapped. */
export interface Mapping<T> {
  /** The plural in the path. */
  readonly entity: string
  readonly fields: readonly string[]
  readonly map: (row: WireRow) => T | null
}

const fullName = (row: WireRow) =>
  [toText(row['firstName']), toText(row['lastName'])]
    .filter((part) => part !== null)
    .map((part) => part.trim())
    .join(' ')

export const tickets: Mapping<Ticket> = {
  entity: 'Tickets',
  fields: [
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
  map(row) {
    const id = toInteger(row['id'])
    const queueId = toInteger(row['queueID'])
    const createdAt = toInstant(row['createDate'])
    if (id === null || queueId === null || createdAt === null) return null
    return {
      id,
      number: toText(row['ticketNumber']) ?? String(id),
      title: toText(row['title']) ?? '',
      description: toText(row['description']),
      statusId: toInteger(row['status']),
      priorityId: toInteger(row['priority']),
      queueId,
      issueTypeId: toInteger(row['issueType']),
      subIssueTypeId: toInteger(row['subIssueType']),
      sourceId: toInteger(row['source']),
      companyId: toInteger(row['companyID']),
      contactId: toInteger(row['contactID']),
      assigneeId: toInteger(row['assignedResourceID']),
      contractId: toInteger(row['contractID']),
      createdAt,
      completedAt: toInstant(row['completedDate']),
      resolvedAt: toInstant(row['resolvedDateTime']),
      firstResponseAt: toInstant(row['firstResponseDateTime']),
      dueAt: toInstant(row['dueDateTime']),
      lastActivityAt: toInstant(row['lastActivityDate']),
      trackedChangeAt: toInstant(row['lastTrackedModificationDateTime']),
      slaMet: toBoolean(row['serviceLevelAgreementHasBeenMet']),
    }
  },
}

export const timeEntries: Mapping<TimeEntry> = {
  entity: 'TimeEntries',
  fields: [
    'id',
    'ticketID',
    'resourceID',
    'hoursWorked',
    'dateWorked',
    'createDateTime',
    'startDateTime',
    'endDateTime',
    'summaryNotes',
  ],
  map(row) {
    const id = toInteger(row['id'])
    if (id === null) return null
    return {
      id,
      ticketId: toInteger(row['ticketID']),
      resourceId: toInteger(row['resourceID']),
      // Unset means no time yet; a value that is not a number means unknown.
      hours: isUnset(row['hoursWorked']) ? 0 : toNumber(row['hoursWorked']),
      workedOn: toDay(row['dateWorked']),
      createdAt: toInstant(row['createDateTime']),
      startedAt: toInstant(row['startDateTime']),
      endedAt: toInstant(row['endDateTime']),
      summary: toText(row['summaryNotes']),
    }
  },
}

export const companies: Mapping<Company> = {
  entity: 'Companies',
  fields: ['id', 'companyName'],
  map(row) {
    const id = toInteger(row['id'])
    return id === null ? null : { id, name: toText(row['companyName']) ?? String(id) }
  },
}

export const contacts: Mapping<Contact> = {
  entity: 'Contacts',
  fields: ['id', 'firstName', 'lastName', 'emailAddress', 'phone'],
  map(row) {
    const id = toInteger(row['id'])
    if (id === null) return null
    const email = toText(row['emailAddress'])
    return {
      id,
      name: fullName(row) || (email ?? String(id)),
      email,
      phone: toText(row['phone']),
    }
  },
}

export const resources: Mapping<Resource> = {
  entity: 'Resources',
  fields: ['id', 'firstName', 'lastName', 'email', 'userName'],
  map(row) {
    const id = toInteger(row['id'])
    if (id === null) return null
    return { id, name: fullName(row) || (toText(row['userName']) ?? String(id)), email: toText(row['email']) }
  },
}

export const contracts: Mapping<Contract> = {
  entity: 'Contracts',
  fields: ['id', 'contractName', 'contractType', 'startDate', 'endDate'],
  map(row) {
    const id = toInteger(row['id'])
    if (id === null) return null
    return {
      id,
      name: toText(row['contractName']) ?? String(id),
      typeId: toInteger(row['contractType']),
      startsOn: toDay(row['startDate']),
      endsOn: toDay(row['endDate']),
    }
  },
}

export const toDos: Mapping<Activity> = {
  entity: 'CompanyToDos',
  fields: [
    'id',
    'companyID',
    'assignedToResourceID',
    'actionType',
    'activityDescription',
    'startDateTime',
    'completedDate',
  ],
  map(row) {
    const id = toInteger(row['id'])
    if (id === null) return null
    const text = toText(row['activityDescription']) ?? ''
    return {
      id,
      source: 'todo',
      companyId: toInteger(row['companyID']),
      resourceId: toInteger(row['assignedToResourceID']),
      actionTypeId: toInteger(row['actionType']),
      // A to-do has no subject: use its first line.
      title: toText(text.split('\n', 1)[0])?.trim() ?? null,
      text,
      startsAt: toInstant(row['startDateTime']),
      completedAt: toInstant(row['completedDate']),
    }
  },
}

export const notes: Mapping<Activity> = {
  entity: 'CompanyNotes',
  fields: ['id', 'companyID', 'assignedResourceID', 'actionType', 'name', 'note', 'startDateTime', 'completedDateTime'],
  map(row) {
    const id = toInteger(row['id'])
    if (id === null) return null
    return {
      id,
      source: 'note',
      companyId: toInteger(row['companyID']),
      resourceId: toInteger(row['assignedResourceID']),
      actionTypeId: toInteger(row['actionType']),
      title: toText(row['name']),
      text: toText(row['note']) ?? '',
      startsAt: toInstant(row['startDateTime']),
      completedAt: toInstant(row['completedDateTime']),
    }
  },
}

/** Closed, and Implemented, which follows it: both are won. */
const wonStatuses = new Set([3, 4])

export const opportunities: Mapping<Opportunity> = {
  entity: 'Opportunities',
  fields: ['id', 'stage', 'status', 'amount', 'createDate'],
  map(row) {
    const id = toInteger(row['id'])
    const createdAt = toInstant(row['createDate'])
    if (id === null || createdAt === null) return null
    return {
      id,
      stageId: toInteger(row['stage']),
      isWon: wonStatuses.has(toInteger(row['status']) ?? -1),
      amount: toDecimal(row['amount']),
      createdAt,
    }
  },
}

export const appointments: Mapping<Appointment> = {
  entity: 'Appointments',
  fields: ['id', 'startDateTime'],
  map(row) {
    const id = toInteger(row['id'])
    const startsAt = toInstant(row['startDateTime'])
    return id === null || startsAt === null ? null : { id, startsAt }
  },
}

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
  const values = rows
    .map(toPicklistValue)
    .filter((value) => value !== null)
    .sort((a, b) => a.sortOrder - b.sortOrder || a.id - b.id)
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
