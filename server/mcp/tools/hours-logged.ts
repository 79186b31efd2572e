import { defineTool } from '../define-tool.ts'
import type { HoursLoggedQuery } from '../operation-types.gen.ts'
import { daysInWords } from '../scope.ts'

export const hoursLogged = defineTool<HoursLoggedQuery>({
  name: 'hours_logged',
  title: 'Hours worked by person',
  role: 'VIEWER',
  operation: 'hours-logged',
  period: 'range',
  content: {
    range: { path: 'hoursWorked.range' },
    hours: { path: 'hoursWorked.hours' },
    byPerson: { path: 'hoursWorked.byPerson' },
  },
  pieces: { byPerson: 50 },
  hasTexts: true,
  roots: ['hoursWorked'],
  missing: 'There are no hours.',
  scope: ({ data: { hoursWorked } }) =>
    `Hours of time entries on tickets of the reactive service board (Autotask), whenever created, by day of work ${hoursWorked ? daysInWords(hoursWorked.range) : ''}.`,
})
