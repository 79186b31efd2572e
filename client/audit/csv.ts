import type { AuditDownloadQuery } from './audit-page.gen.ts'

export type DownloadedRecord = NonNullable<AuditDownloadQuery['auditLog']>['nodes'][number]

/** The columns of the file, in their order: as `npm run audit -- export` has them. */
const columns: readonly (readonly [name: string, valueOf: (record: DownloadedRecord) => string | number | null])[] = [
  ['id', ({ id }) => id],
  ['at', ({ at }) => at],
  ['kind', ({ kind }) => kind],
  ['outcome', ({ outcome }) => outcome],
  ['code', ({ code }) => code],
  ['actor', ({ actor }) => actor?.id ?? null],
  ['name', ({ actor }) => actor?.name ?? null],
  ['roles', ({ actor }) => actor?.roles.join(' ') ?? null],
  ['credential', ({ credential }) => credential],
  ['address', ({ address }) => address],
  ['request', ({ requestId }) => requestId],
  ['operation', ({ operation }) => operation],
  ['document', ({ document }) => document],
  ['fields', ({ fields }) => fields.join('; ')],
  ['tenants', ({ tenants }) => tenants.join(' ')],
  ['rows', ({ rows }) => rows],
  ['vendorCalls', ({ vendorCalls }) => vendorCalls],
  ['milliseconds', ({ milliseconds }) => milliseconds],
  ['count', ({ count }) => count],
]

/** Records as CSV (RFC 4180), with a mark that tells spreadsheets that it is UTF-8. */
export function toCsv(records: readonly DownloadedRecord[]): string {
  const lines = records.map((record) => columns.map(([, valueOf]) => toCell(valueOf(record))).join(','))
  return `\uFEFF${[columns.map(([name]) => name).join(','), ...lines].join('\r\n')}\r\n`
}

/**
 * Spreadsheets run a cell that begins like a formula, and names come from other systems: an apostrophe makes it text
 * (OWASP, "CSV Injection").
 */
function toCell(value: string | number | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value)
  const harmless = /^\s*[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
