/**
 * An instant as Autotask writes it: ISO-8601 in UTC with `Z`, the fraction trimmed of trailing zeros and left out when
 * it is 0 (`2022-12-07T09:15:45.2Z`).
 */
export function formatWireDate(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.?0*Z$/, 'Z')
}

/** Epoch milliseconds of a date on the wire or in a filter; a missing zone is UTC. NaN when it is no date. */
export function parseWireDate(text: unknown): number {
  if (typeof text !== 'string') return Number.NaN
  const hasTime = text.includes(':')
  const hasZone = !hasTime || /(?:Z|[+-]\d\d:?\d\d)$/i.test(text)
  return Date.parse(hasZone ? text : `${text}Z`)
}
