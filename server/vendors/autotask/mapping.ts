import { combined, field, mandatory, mapping, mapRows, nameOrId, record, type RecordOf } from '../kit/mapping.ts'
import type { RequestBudget } from '../kit/vendor.ts'
import {
  isUnset,
  rowsIn,
  toBoolean,
  toCount,
  toDay,
  toDecimal,
  toHours,
  toInstant,
  toInteger,
  toNumber,
  toText,
  toTextOrEmpty,
  type WireRow,
} from '../kit/wire.ts'

/*
 * The fields of each entity: its name in our record, its wire name, and how it is read. Instants are epoch milliseconds,
 * days are `YYYY-MM-DD`, hours are decimal, unset values are null.
 */

const id = mandatory(field('id', toInteger))

/** A person's full name; another of their names, or the id, where it is unset. */
const personName = (otherName: string) =>
  combined(['id', 'firstName', 'lastName', otherName], (row) => {
    const fullName = [row['firstName'], row['lastName']].flatMap((part) => toText(part)?.trim() ?? []).join(' ')
    return fullName || (toText(row[otherName]) ?? String(toInteger(row['id'])))
  })

export const tickets = mapping('Tickets', {
  id,
  number: nameOrId('ticketNumber'),
  title: field('title', toTextOrEmpty),
  description: field('description', toText),
  statusId: field('status', toInteger),
  priorityId: field('priority', toInteger),
  queueId: mandatory(field('queueID', toInteger)),
  issueTypeId: field('issueType', toInteger),
  subIssueTypeId: field('subIssueType', toInteger),
  sourceId: field('source', toInteger),
  companyId: field('companyID', toInteger),
  contactId: field('contactID', toInteger),
  assigneeId: field('assignedResourceID', toInteger),
  contractId: field('contractID', toInteger),
  createdAt: mandatory(field('createDate', toInstant)),
  completedAt: field('completedDate', toInstant),
  resolvedAt: field('resolvedDateTime', toInstant),
  firstResponseAt: field('firstResponseDateTime', toInstant),
  dueAt: field('dueDateTime', toInstant),
  lastActivityAt: field('lastActivityDate', toInstant),
  /** When a tracked field last changed; notes and time entries do not affect it. */
  trackedChangeAt: field('lastTrackedModificationDateTime', toInstant),
  slaMet: field('serviceLevelAgreementHasBeenMet', toBoolean),
})

export const timeEntries = mapping('TimeEntries', {
  id,
  ticketId: field('ticketID', toInteger),
  resourceId: field('resourceID', toInteger),
  hours: field('hoursWorked', toHours),
  /** Null if Autotask has none. */
  workedOn: field('dateWorked', toDay),
  createdAt: field('createDateTime', toInstant),
  /** When it was last changed; null if Autotask does not say. */
  modifiedAt: field('lastModifiedDateTime', toInstant),
  startedAt: field('startDateTime', toInstant),
  endedAt: field('endDateTime', toInstant),
  summary: field('summaryNotes', toText),
})

export const companies = mapping('Companies', { id, name: nameOrId('companyName') })

export const contacts = mapping('Contacts', {
  id,
  name: personName('emailAddress'),
  email: field('emailAddress', toText),
  phone: field('phone', toText),
})

export const resources = mapping('Resources', {
  id,
  name: personName('userName'),
  email: field('email', toText),
})

export const contracts = mapping('Contracts', {
  id,
  name: nameOrId('contractName'),
  typeId: field('contractType', toInteger),
  startsOn: field('startDate', toDay),
  endsOn: field('endDate', toDay),
})

/** When a record was last changed or created, by the later mark; null if Autotask says neither. */
const lastChange = (changed: string, created: string) =>
  combined([changed, created], (row) => {
    const marks = [toInstant(row[changed]), toInstant(row[created])].filter((at) => at !== null)
    return marks.length === 0 ? null : Math.max(...marks)
  })

export const toDos = mapping('CompanyToDos', {
  id,
  source: combined([], () => 'todo' as const),
  companyId: field('companyID', toInteger),
  resourceId: field('assignedToResourceID', toInteger),
  actionTypeId: field('actionType', toInteger),
  /** A to-do has no subject: the first line of its text. */
  title: field('activityDescription', (value) => toText(toTextOrEmpty(value).split('\n', 1)[0])?.trim() ?? null),
  text: field('activityDescription', toTextOrEmpty),
  startsAt: field('startDateTime', toInstant),
  completedAt: field('completedDate', toInstant),
  modifiedAt: lastChange('lastModifiedDate', 'createDateTime'),
})

export const notes = mapping('CompanyNotes', {
  id,
  source: combined([], () => 'note' as const),
  companyId: field('companyID', toInteger),
  resourceId: field('assignedResourceID', toInteger),
  actionTypeId: field('actionType', toInteger),
  title: field('name', toText),
  text: field('note', toTextOrEmpty),
  startsAt: field('startDateTime', toInstant),
  completedAt: field('completedDateTime', toInstant),
  modifiedAt: lastChange('lastModifiedDate', 'createDateTime'),
})

/** Closed, and Implemented, which follows it: both are won. */
const wonStatuses = new Set([3, 4])

export const opportunities = mapping('Opportunities', {
  id,
  stageId: field('stage', toInteger),
  /** Closed as won. */
  isWon: field('status', (value) => wonStatuses.has(toInteger(value) ?? -1)),
  /** An exact decimal, in the account's currency; null if unset. */
  amount: field('amount', toDecimal),
  createdAt: mandatory(field('createDate', toInstant)),
  /** Autotask names a last activity only: an edit may not move it. */
  modifiedAt: lastChange('lastActivity', 'createDate'),
})

export const appointments = mapping('Appointments', {
  id,
  startsAt: mandatory(field('startDateTime', toInstant)),
  modifiedAt: lastChange('updateDateTime', 'createDateTime'),
})

const picklistValues = record({
  /** Text in metadata, a number in records. */
  id: mandatory(field('value', toInteger)),
  label: combined(['value', 'label'], (row) => toText(row.label) ?? String(toInteger(row.value))),
  /** The parent value in the list this one depends on; null without one. */
  parentId: field('parentValue', toInteger),
  sortOrder: field('sortOrder', (value) => toNumber(value) ?? Number.MAX_SAFE_INTEGER),
  isActive: field('isActive', (value) => toBoolean(value) ?? true),
})

export type PicklistValue = RecordOf<typeof picklistValues>

/** The picklists of one entity, by field name in lower case; values by `sortOrder`. */
export type Picklists = Readonly<Record<string, readonly PicklistValue[]>>

/**
 * Sorts and deduplicates the values: of several rows for one value under one parent, the active one wins, else the
 * first. The same number under another parent is a different value.
 */
function toPicklist(rows: readonly WireRow[]): PicklistValue[] {
  const values = mapRows(rows, picklistValues.map).sort((a, b) => a.sortOrder - b.sortOrder || a.id - b.id)
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
