import { JsonFragment } from './json-fragment.ts'

/** How deep lists are looked for: `tenant.connectWise.tickets.nodes`. */
const maxDepth = 4

/**
 * How many rows an answer has: elements of its lists, those inside of rows not counted, and 1 for an object without
 * lists. Looks at no row, so that it costs the same for any answer.
 */
export function countRows(data: Readonly<Record<string, unknown>> | null | undefined): number {
  let sum = 0
  for (const value of Object.values(data ?? {})) {
    if (Array.isArray(value)) sum += value.length
    else if (value instanceof JsonFragment) sum += value.rows
    else if (typeof value === 'object' && value !== null) sum += rowsIn(value, 1) ?? 1
  }
  return sum
}

/** Null: there are no lists. */
function rowsIn(value: object, depth: number): number | null {
  let sum: number | null = null
  const { nodes, edges } = value as { nodes?: unknown; edges?: unknown }
  // The same rows twice.
  const isTwice = Array.isArray(nodes) && Array.isArray(edges)
  for (const part of Object.values(value) as unknown[]) {
    if (typeof part !== 'object' || part === null || part instanceof JsonFragment || (isTwice && part === edges))
      continue
    const rows = Array.isArray(part) ? part.length : depth < maxDepth ? rowsIn(part, depth + 1) : null
    if (rows !== null) sum = (sum ?? 0) + rows
  }
  return sum
}
