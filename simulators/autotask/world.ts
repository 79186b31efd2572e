/** One record as Autotask spells it on the wire. */
export type WireRecord = { id: number } & Record<string, unknown>

/** One value of a picklist as `entityInformation/fields` gives it: `value` is a string there, an integer in records. */
export interface PicklistValue {
  value: string
  label: string
  isDefaultValue: boolean
  sortOrder: number
  parentValue: string
  isActive: boolean
  isSystem: boolean
}

/** The collections that hold records, by their name in the URL. */
export const collections = [
  'Tickets',
  'TimeEntries',
  'Companies',
  'Contacts',
  'Resources',
  'CompanyToDos',
  'CompanyNotes',
  'Opportunities',
  'Appointments',
  'Contracts',
] as const
export type Collection = (typeof collections)[number]

/** Everything one Autotask database holds, wire-shaped. `picklists` is by collection, then by field. */
export type AutotaskWorld = Record<Collection, WireRecord[]> & {
  picklists: Record<string, Record<string, PicklistValue[]>>
  /** The value of `queueID` that is the reactive service board. */
  rocQueueID: number
}

/** What the world is made from: the same values give the same records. */
export interface WorldOptions {
  seed: number
  /** 1 = about 1,200 tickets of the ROC queue over 12 months, the rest in proportion. */
  scale: number
  /** The instant at which the world starts, in epoch milliseconds. */
  now: number
}
