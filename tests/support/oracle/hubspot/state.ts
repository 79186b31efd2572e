// The part of `GET /__sim/state` of the HubSpot simulator that the figures read. Rows are wire-shaped: every property is
// text or null, '' counts as null, ids are text, instants are ISO strings in UTC.

export type WireRecord = {
  id: string
  properties: Record<string, string | null>
  createdAt: string
  updatedAt: string
  archived: boolean
}

export type WireStage = {
  id: string
  label: string
  displayOrder: number
  /** Text both: `isClosed` "true" or "false", `probability` "0.2". */
  metadata: Record<string, string>
  archived?: boolean
}

export type WirePipeline = {
  id: string
  label: string
  displayOrder: number
  stages: WireStage[]
  archived?: boolean
}

export type WireForm = { id: string; name: string; formType: string; archived: boolean }

export type HubSpotState = {
  contacts: WireRecord[]
  companies: WireRecord[]
  deals: WireRecord[]
  pipelines: WirePipeline[]
  forms: WireForm[]
  /** The raw daily counts behind the reports. */
  analytics: Record<string, unknown>
  /** As account information says: `portalId`, `companyCurrency`. */
  account: Record<string, unknown>
}

/** What is not archived. */
export function present<T extends { archived?: boolean }>(rows: T[]): T[] {
  return rows.filter((row) => row.archived !== true)
}

/** A property that says something; null for null, '' and one that is not there. */
export function propertyOf(record: WireRecord, name: string): string | null {
  const value = record.properties[name]
  return value === undefined || value === null || value.trim() === '' ? null : value
}

/** The account's own currency. */
export function homeCurrency(state: HubSpotState): string {
  const { companyCurrency } = state.account
  if (typeof companyCurrency !== 'string') throw new Error('the account has no companyCurrency')
  return companyCurrency
}

/** Order of two ids by their number, however many digits they have; ids that are no numbers come after, as text. */
export function compareIds(a: string, b: string): number {
  const [isNumber, isOtherNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)]
  if (isNumber && isOtherNumber) {
    const [one, other] = [BigInt(a), BigInt(b)]
    return one < other ? -1 : Number(one > other)
  }
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1
  return a < b ? -1 : Number(a > b)
}

/** `displayOrder` first, equal ones by id. */
export function compareDisplay(
  a: { displayOrder: number; id: string },
  b: { displayOrder: number; id: string },
): number {
  return a.displayOrder - b.displayOrder || compareIds(a.id, b.id)
}
