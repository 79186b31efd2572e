import { notKept } from './failure.ts'
import type { CacheHint, JsonSchema } from './tool.ts'

/** The age of a result. */
export interface ResultAge {
  readonly source: string | null
  readonly asOf: string
  readonly maxAgeSeconds: number | null
  readonly stale: boolean | null
}

export const ageSchema: JsonSchema = {
  type: 'object',
  properties: {
    source: { type: ['string', 'null'] },
    asOf: {
      type: 'string',
      format: 'date-time',
      description: 'When the oldest part was read; if not known, when the answer was made.',
    },
    maxAgeSeconds: { type: ['integer', 'null'] },
    stale: { type: ['boolean', 'null'] },
  },
  required: ['source', 'asOf', 'maxAgeSeconds', 'stale'],
  additionalProperties: false,
}

/** The oldest age that the graph tells of any part of its answer. */
export function ageOf(data: unknown, now: number): ResultAge {
  const [oldest] = agesIn(data).toSorted((a, b) => Date.parse(a.asOf) - Date.parse(b.asOf))
  if (!oldest) return { source: null, asOf: new Date(now).toISOString(), maxAgeSeconds: null, stale: null }
  const { source, asOf, maxAgeSeconds, stale } = oldest
  return { source, asOf, maxAgeSeconds, stale }
}

function agesIn(value: unknown): ResultAge[] {
  if (Array.isArray(value)) return value.flatMap(agesIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, below]) =>
    name === 'freshness' && below !== null ? [below as ResultAge] : agesIn(below),
  )
}

/** A newer figure can be expected once the oldest part no longer counts as fresh. */
export function cacheHintOf({ asOf, maxAgeSeconds, stale }: ResultAge, now: number): CacheHint {
  if (maxAgeSeconds === null || stale) return notKept
  return { ttlMs: Math.max(0, Date.parse(asOf) + maxAgeSeconds * 1_000 - now), cacheScope: 'private' }
}
