import type { WireRecord } from '../world.ts'

export const secondMs = 1_000
export const minuteMs = 60 * secondMs
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** `2026-09-01` by days since the epoch: a world writes tens of thousands of instants on a few hundred days. */
const dates = new Map<number, string>()
const twoDigits = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'))

/** An instant as Autotask writes it: UTC with `Z`, the fraction trimmed of trailing zeros and left out when 0. */
export function wireInstant(instant: number): string {
  const day = Math.floor(instant / dayMs)
  const ofDay = Math.floor(instant - day * dayMs)
  const hour = twoDigits[Math.floor(ofDay / hourMs)]
  const minute = twoDigits[Math.floor(ofDay / minuteMs) % 60]
  const second = twoDigits[Math.floor(ofDay / secondMs) % 60]
  const milliseconds = ofDay % secondMs
  const fraction = milliseconds === 0 ? '' : String(milliseconds / secondMs).slice(1)
  return `${dateOf(day)}T${hour}:${minute}:${second}${fraction}Z`
}

function dateOf(day: number): string {
  const known = dates.get(day)
  if (known !== undefined) return known
  const date = new Date(day * dayMs).toISOString().slice(0, 10)
  dates.set(day, date)
  return date
}

/** As `wireInstant`; null stays null. */
export function wireInstantOrNull(instant: number | null): string | null {
  return instant === null ? null : wireInstant(instant)
}

/** A plain date (`2026-09-01`) as Autotask writes it: midnight UTC, never shifted by zone. */
export function wireDate(date: string): string {
  return `${date}T00:00:00Z`
}

/**
 * A record with every field of `blank`, in its order; `values` are those that are set. `userDefinedFields`, where the
 * entity has them, must be among the values: each record owns its list.
 */
export function fill<Blank extends object>(
  blank: Blank,
  values: { id: number } & { [Field in keyof Blank]?: unknown },
): WireRecord {
  return { ...blank, ...values }
}
