import { expect, test } from 'vitest'
import {
  anyOf,
  daysInWords,
  dealsInWords,
  listedInWords,
  orderInWords,
  ticketsInWords,
} from '../../../server/mcp/scope.ts'
import type { Arguments } from '../../../server/mcp/tool.ts'

const november = { from: '2026-11-01', to: '2026-11-30', timeZone: 'Europe/Berlin' }
const board = 'Tickets of the reactive service board (Autotask)'

test.each<[Arguments, Readonly<Record<string, readonly string[]>>, typeof november | null, string]>([
  [{ state: 'OPEN' }, {}, null, `${board}, open, whatever their age`],
  [{}, {}, november, `${board}, created from 2026-11-01 to 2026-11-30 (days in Europe/Berlin)`],
  [
    { dateField: 'COMPLETED' },
    {},
    { ...november, to: '2026-11-01' },
    `${board}, completed on 2026-11-01 (a day in Europe/Berlin)`,
  ],
  [
    { state: 'COMPLETED', unassigned: true },
    { company: ['Contoso', 'Fabrikam'], status: ['New'], priority: ['High', 'Low', 'None'], assignee: ['Ann Lee'] },
    november,
    `${board}, completed, of Contoso or Fabrikam, with status New, with priority High, Low or None, assigned to Ann Lee or no person, created from 2026-11-01 to 2026-11-30 (days in Europe/Berlin)`,
  ],
  [{ unassigned: true, overdue: true }, {}, null, `${board}, overdue, unassigned, whatever their age`],
  [
    { unassigned: false, overdue: false },
    {},
    november,
    `${board}, not overdue, assigned to a person, created from 2026-11-01 to 2026-11-30 (days in Europe/Berlin)`,
  ],
  [{ text: 'printer' }, {}, null, `${board}, whose number or title contains "printer", created in the last 25 months`],
  [
    { text: 'printer', state: 'OPEN' },
    {},
    null,
    `${board}, open, whose number or title contains "printer", whatever their age`,
  ],
  [{ number: 'T20261122.0046' }, {}, null, `${board}, with number "T20261122.0046", whatever their age`],
  [
    { updatedSince: '2026-11-28T08:00:00Z' },
    {},
    null,
    `${board}, with activity since 2026-11-28T08:00:00Z, whatever their age`,
  ],
])('tickets of %j in words', (input, words, range, sentence) => {
  expect(ticketsInWords(input, words, range)).toBe(sentence)
})

test('deals in words', () => {
  expect(dealsInWords({}, {}, null)).toBe('Deals of the CRM (HubSpot) that are not archived')
  expect(
    dealsInWords({ state: 'WON', text: 'voice' }, { pipeline: ['Sales'], stage: ['Proposal', 'Closed'] }, november),
  ).toBe(
    'Deals of the CRM (HubSpot) that are not archived, won, in pipeline Sales, in stage Proposal or Closed, whose name contains "voice", with a close date from 2026-11-01 to 2026-11-30 (days in Europe/Berlin)',
  )
})

test('a text of the caller is quoted and cut, so that a sentence stays one', () => {
  const sentence = ticketsInWords(
    { text: `"${'x'.repeat(5_000)}`, state: 'OPEN' },
    { company: ['y'.repeat(500)] },
    null,
  )

  expect(sentence.length).toBeLessThan(400)
  expect(sentence).toContain('contains "\\"xxx')
  expect(sentence).toContain('…')
})

test('of many names the first are said', () => {
  expect(anyOf(['A'])).toBe('A')
  expect(anyOf(['A', 'B'])).toBe('A or B')
  expect(anyOf(Array.from({ length: 20 }, (_, index) => `C${index}`))).toBe(
    'C0, C1, C2, C3, C4, C5, C6, C7 or 12 others',
  )
})

test('how many there are, and in which order', () => {
  expect(listedInWords(0, 0)).toBe('there are none')
  expect(listedInWords(7, 7)).toBe('7 in all, all listed')
  expect(listedInWords(112, 20)).toBe('112 in all, 20 of them listed')
  expect(orderInWords({ sortBy: 'PRIORITY', direction: 'ASC' })).toBe('most urgent first')
  expect(orderInWords({ sortBy: 'CREATED', direction: 'DESC' })).toBe('newest first')
  expect(daysInWords(november)).toBe('from 2026-11-01 to 2026-11-30 (days in Europe/Berlin)')
})
