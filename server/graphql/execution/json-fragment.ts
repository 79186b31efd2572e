import { randomUUID } from 'node:crypto'

/** A part of an answer as the text it is sent as. */
export class JsonFragment {
  readonly text: string
  /** What it counts for the budget of an answer. */
  readonly values: number
  /** What it counts for the audit log (see count-rows.ts). */
  readonly rows: number

  constructor(text: string, { values, rows }: { readonly values: number; readonly rows: number }) {
    this.text = text
    this.values = values
    this.rows = rows
  }

  /** Writes a completed value, which may have fragments, as one. */
  static of(value: unknown, rows: number): JsonFragment {
    return new JsonFragment(writeJson(value), { values: countFields(value), rows })
  }

  toJSON(): unknown {
    if (!fragments) return JSON.parse(this.text) as unknown
    fragments.push(this.text)
    return placeholder
  }
}

/** Stands for a fragment while the rest is written. No caller can know it, and so write it into an answer. */
const placeholder = randomUUID()
const writtenPlaceholder = JSON.stringify(placeholder)

/** Those of the answer that is being written, in their order; null in between. */
let fragments: string[] | null = null

/** Writes a value as JSON, with the texts of its fragments as they are. */
export function writeJson(value: unknown): string {
  const found: string[] = (fragments = [])
  let text: string
  try {
    text = JSON.stringify(value)
  } finally {
    fragments = null
  }
  if (found.length === 0) return text
  const parts = text.split(writtenPlaceholder)
  let joined = parts[0] ?? ''
  for (const [index, fragment] of found.entries()) joined += fragment + (parts[index + 1] ?? '')
  return joined
}

/** How many fields, and elements of lists of scalars, a completed value has: what its execution has counted. */
function countFields(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  if (value instanceof JsonFragment) return value.values
  let sum = 0
  if (Array.isArray(value)) {
    for (const part of value) sum += typeof part === 'object' && part !== null ? countFields(part) : 1
  } else {
    for (const part of Object.values(value)) sum += 1 + countFields(part)
  }
  return sum
}
