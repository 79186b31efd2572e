import { describe, expect, test } from 'vitest'
import { roundFigureOrNull } from '../../../server/figures/rounding.ts'
import { averageFirstResponseHours, averageResolutionHours } from '../../../server/service-desk/ticket-figures.ts'
import type { Ticket } from '../../../server/vendors/autotask/types.ts'

const createdAt = Date.parse('2026-12-22T08:00:00Z')

/** Tickets that were answered, resolved and completed so many milliseconds after their creation; null: not yet. */
const ticketsAfter = (durations: readonly (number | null)[]) =>
  durations.map((ms) => {
    const at = ms === null ? null : createdAt + ms
    return { createdAt, firstResponseAt: at, resolvedAt: at, completedAt: at } as Ticket
  })

describe.each([
  { figure: 'first response', average: averageFirstResponseHours },
  { figure: 'resolution', average: averageResolutionHours },
])('the mean time to $figure', ({ average }) => {
  test.each([
    [[], null],
    [[null], null],
    [[3_600_000, 7_200_000], 1.5],
    [[3_600_000, null], 1],
    // A little below 0.625 hours: each of these would be 0.625 with four places.
    [[2_249_900], 0.62],
    [[2_249_900, 2_249_900, 2_249_900], 0.62],
    [[2_250_000, 2_250_000, 2_250_000], 0.63],
    [[2_249_999, 2_250_001], 0.63],
    [[-2_249_900], -0.62],
  ])('of %j ms is %j hours', (durations, hours) => {
    expect(roundFigureOrNull(average(ticketsAfter(durations)))).toBe(hours)
  })
})
