import { describe, expect, test } from 'vitest'
import {
  describeFigure,
  figureDefinitions,
  type FigureValues,
} from '../../../../client/service-desk/figure-definitions.ts'

const values: FigureValues = {
  totalTickets: 1_200,
  openTickets: 23,
  completedInRange: 44,
  averageResolutionHours: 80,
  averageFirstResponseHours: 0.5,
  hoursLogged: 120.4,
  averageHoursPerTicket: 0.75,
}

const none: FigureValues = {
  totalTickets: 0,
  openTickets: 0,
  completedInRange: 0,
  averageResolutionHours: null,
  averageFirstResponseHours: null,
  hoursLogged: 0,
  averageHoursPerTicket: null,
}

const described = (now: FigureValues, earlier: FigureValues | null) =>
  figureDefinitions.map((definition) => {
    const { value, note, delta, before } = describeFigure(definition, now, earlier)
    return [definition.label, definition.show, value, note, delta && `${delta.arrow} ${delta.text}`, before]
  })

describe('the figures of a period', () => {
  test('each lead to the list that they count', () => {
    expect(described(values, null)).toEqual([
      ['Tickets created', 'created', '1,200', 'in this period', null, ''],
      ['Still open', 'open', '23', 'of those created', null, ''],
      ['Completed', 'completed', '44', 'closed in this period', null, ''],
      ['Average resolution', 'resolved', '3 d 8 h', 'from creation, elapsed', null, ''],
      ['Average first response', 'created', '30 min', 'from creation, elapsed', null, ''],
      ['Hours logged', 'created', '120 h', '45 min a ticket', null, ''],
    ])
  })

  test('are compared with an earlier one in the same unit', () => {
    const earlier = { ...values, totalTickets: 1_000, averageResolutionHours: 40, hoursLogged: 120.4 }
    expect(described(values, earlier).map((row) => row.slice(4))).toEqual([
      ['↑ 20%', '1,000'],
      ['→ no change', '23'],
      ['→ no change', '44'],
      ['↑ 100%', '40 h'],
      ['→ no change', '30 min'],
      ['→ no change', '120 h'],
    ])
  })

  test('without tickets have no averages, and nothing to compare them with', () => {
    expect(described(none, values).map((row) => row.slice(2))).toEqual([
      ['0', 'in this period', '↓ 100%', '1,200'],
      ['0', 'of those created', '↓ 100%', '23'],
      ['0', 'closed in this period', '↓ 100%', '44'],
      ['–', 'none yet', null, '3 d 8 h'],
      ['–', 'none yet', null, '30 min'],
      ['0 min', 'on these tickets', '↓ 100%', '120 h'],
    ])
  })

  test.each([
    ['Tickets created', null],
    ['Still open', 'worse'],
    ['Completed', 'better'],
    ['Average resolution', 'worse'],
    ['Average first response', 'worse'],
    ['Hours logged', null],
  ])('%s: more is %j', (label, assessment) => {
    const definition = figureDefinitions.find((known) => known.label === label)!
    const half: FigureValues = {
      totalTickets: 600,
      openTickets: 11,
      completedInRange: 22,
      averageResolutionHours: 40,
      averageFirstResponseHours: 0.25,
      hoursLogged: 60,
      averageHoursPerTicket: 0.5,
    }
    expect(describeFigure(definition, values, half).delta?.assessment).toBe(assessment)
  })
})
