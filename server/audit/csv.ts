import type { AuditEntry } from './audit-entry.ts'

/** The columns of the export, in their order. */
const columns: readonly (readonly [name: string, valueOf: (row: ExportedRecord) => unknown])[] = [
  ['id', ({ id }) => id],
  ['at', ({ entry }) => new Date(entry.at).toISOString()],
  ['kind', ({ entry }) => entry.kind],
  ['outcome', ({ entry }) => entry.outcome],
  ['code', ({ entry }) => entry.code],
  ['actor', ({ entry }) => entry.actor?.id],
  ['name', ({ entry }) => entry.actor?.name],
  ['roles', ({ entry }) => entry.actor?.roles.join(' ')],
  ['credential', ({ entry }) => entry.credential],
  ['address', ({ entry }) => entry.address],
  ['request', ({ entry }) => entry.requestId],
  ['operation', ({ entry }) => entry.operation],
  ['document', ({ entry }) => entry.document],
  ['fields', ({ entry }) => entry.fields.join('; ')],
  ['tenants', ({ entry }) => entry.tenants.join(' ')],
  ['rows', ({ entry }) => entry.rows],
  ['vendorCalls', ({ entry }) => entry.vendorCalls],
  ['milliseconds', ({ entry }) => entry.milliseconds],
  ['count', ({ entry }) => entry.count],
  ['completes', ({ entry }) => entry.completes],
  ['hash', ({ hash }) => hash],
]

/** A record as it is exported. */
export interface ExportedRecord {
  readonly id: string
  readonly hash: string
  readonly entry: AuditEntry
}

export const csvHead = columns.map(([name]) => name).join(',')

/** A record as a line of CSV (RFC 4180), without its end. */
export const toCsvLine = (record: ExportedRecord): string =>
  columns.map(([, valueOf]) => toCell(valueOf(record))).join(',')

/** A record as a line of JSON. */
export const toJsonLine = ({ id, hash, entry }: ExportedRecord): string =>
  JSON.stringify({ id, ...entry, at: new Date(entry.at).toISOString(), hash })

/**
 * Spreadsheets run a cell that begins like a formula, and names come from other systems: an apostrophe makes it text
 * (OWASP, "CSV Injection").
 */
function toCell(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const harmless = typeof value === 'string' && /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
