import type { Instant, InstantRange } from '../../calendar/days.ts'
import type { Mapping } from '../kit/mapping.ts'
import { iso, type Filter } from './client.ts'
import * as mappings from './mapping.ts'
import type { Activity, SalesRecords } from './types.ts'

/** When records of one entity count among the figures, and how those that count or changed are queried. */
export interface SalesEntity<R> {
  readonly mapping: Mapping<R>
  /** The instant that decides on the ranges a record counts in; null: in none. */
  readonly at: (record: R) => Instant | null
  /** The conditions, combined with AND, of records whose instant is in the range; either end can be infinite. */
  readonly within: (range: InstantRange) => Filter[]
  /** The marks that a change or creation moves. Fact sheet 3.6 to 3.8, and the vendor's swagger. */
  readonly marks: readonly [string, string]
}

/** The entities of sales activity, by collection. */
export const salesEntities: { readonly [Name in keyof SalesRecords]: SalesEntity<SalesRecords[Name]> } = {
  toDos: {
    mapping: mappings.toDos,
    at: activityAt,
    within: (range) => countedWithin('completedDate', range),
    marks: ['lastModifiedDate', 'createDateTime'],
  },
  notes: {
    mapping: mappings.notes,
    at: activityAt,
    within: (range) => countedWithin('completedDateTime', range),
    marks: ['lastModifiedDate', 'createDateTime'],
  },
  opportunities: {
    mapping: mappings.opportunities,
    at: ({ createdAt }) => createdAt,
    within: (range) => within('createDate', range),
    marks: ['lastActivity', 'createDate'],
  },
  appointments: {
    mapping: mappings.appointments,
    at: ({ startsAt }) => startsAt,
    within: (range) => within('startDateTime', range),
    marks: ['updateDateTime', 'createDateTime'],
  },
}

/** Conditions of a date in a range, either end of which can be infinite. */
export const within = (field: string, { from, before }: InstantRange): Filter[] => [
  ...(from === -Infinity ? [] : [{ op: 'gte', field, value: iso(from) } as const]),
  ...(before === Infinity ? [] : [{ op: 'lt', field, value: iso(before) } as const]),
]

export const covers = ({ from, before }: InstantRange, instant: Instant | null): boolean =>
  instant !== null && instant >= from && instant < before

/** Completion or, if it is not completed, start. */
function activityAt({ completedAt, startsAt }: Activity): Instant | null {
  return completedAt ?? startsAt
}

function countedWithin(completed: string, range: InstantRange): Filter[] {
  const items: Filter[] = [
    { op: 'and', items: within(completed, range) },
    { op: 'and', items: [{ op: 'notExist', field: completed }, ...within('startDateTime', range)] },
  ]
  return [{ op: 'or', items }]
}
