/** One record as ConnectWise spells it on the wire; properties that would be null are absent. */
export type WireRecord = { id: number } & Record<string, unknown>

/** The collections of one company's system that hold records. */
export const collections = [
  'tickets',
  'projectTickets',
  'notes',
  'timeEntries',
  'boards',
  'statuses',
  'members',
  'companies',
  'contacts',
  'workRoles',
  'workTypes',
  'locations',
  'departments',
  'priorities',
  'sources',
  'types',
  'teams',
  'timePeriods',
  'closingRules',
] as const
export type Collection = (typeof collections)[number]

/** How far a right reaches: to nothing, to what is one's own, or to everything. */
export type RightLevel = 'None' | 'My' | 'All'

/** One line of the security role that the API member has; `id` names the area in rights a call needs. */
export interface PermissionRecord {
  id: string
  module: string
  item: string
  inquire: RightLevel
  add: RightLevel
  edit: RightLevel
  delete: RightLevel
}

/** Everything one company's system holds, wire-shaped. */
export type CompanyWorld = Record<Collection, WireRecord[]> & { permissions: PermissionRecord[] }

/** The systems of all simulated companies, by company id. */
export type ConnectWiseWorld = Record<string, CompanyWorld>

/** What the world is made from: the same values give the same records. */
export interface WorldOptions {
  seed: number
  /** 1 = 400 service tickets in each company over 12 months, the rest in proportion. */
  scale: number
  /** The instant at which the world starts, in epoch milliseconds. */
  now: number
}
