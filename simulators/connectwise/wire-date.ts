/** An instant as ConnectWise writes it: UTC with `Z` and whole seconds (`2026-01-05T12:30:00Z`). */
export function formatWireDate(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`
}

/** Epoch milliseconds of a date on the wire. NaN when it is none. */
export function parseWireDate(value: unknown): number {
  return typeof value === 'string' ? Date.parse(value) : Number.NaN
}

/** Whether a request's body may carry the text as a date: this one form is taken, every other is `UnsupportedFormat`. */
export function isExactDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) && !Number.isNaN(Date.parse(text))
}
