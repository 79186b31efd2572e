import { describe, expect, it } from 'vitest'

import { expectedActivitySummary } from '../../support/oracle/activity-summary.ts'
import { listDays, localDay, presetDays, previousPeriod, previousYear } from '../../support/oracle/days.ts'
import { meanHours, moneyText, roundedMean, roundedSum, sumExactly } from '../../support/oracle/numbers.ts'
import { clockChanges, randomWindows } from '../../support/oracle/random-windows.ts'
import { expectedDailyReport, expectedMonthlyReport } from '../../support/oracle/reports.ts'
import { expectedSalesActivity, isRecent } from '../../support/oracle/sales-activity.ts'
import type {
  AutotaskState,
  PicklistValue,
  WireCompanyNote,
  WireOpportunity,
  WireTicket,
  WireTimeEntry,
  WireToDo,
} from '../../support/oracle/state.ts'
import { comparable, expectedTicket, expectedTicketIds, isSame } from '../../support/oracle/ticket.ts'

const newYork = 'America/New_York'
const berlin = 'Europe/Berlin'
const roc = 29_683_354

const value = (id: number, label: string, sortOrder: number, parentValue = ''): PicklistValue => ({
  value: String(id),
  label,
  sortOrder,
  isActive: true,
  parentValue,
})

const actionTypes = [value(1, 'Phone Call', 1), value(2, 'Meeting', 2), value(3, 'General', 3), value(9, 'E-mail', 4)]

const picklists: AutotaskState['picklists'] = {
  Tickets: {
    status: [value(5, 'Complete', 9), value(1, 'New', 1), value(8, 'In Progress', 2)],
    priority: [value(1, 'High', 2), value(2, 'Medium', 3), value(3, 'Low', 4), value(4, 'Critical', 1)],
    queueID: [value(5, 'Client Portal', 1), value(roc, 'ROC', 2)],
    issueType: [value(10, 'Network', 1)],
    subIssueType: [value(7, 'Printer jam', 1, '11'), value(7, 'Switch', 2, '10')],
    source: [value(-1, 'Client Portal', 1)],
  },
  Contracts: { contractType: [value(7, 'Recurring Service', 1)] },
  CompanyToDos: { actionType: actionTypes },
  CompanyNotes: { actionType: actionTypes },
  Opportunities: { stage: [value(30, 'Proposal', 2), value(20, 'Lead', 1), value(40, 'Closing', 3)] },
}

const stateOf = (rows: Partial<AutotaskState>): AutotaskState => ({
  rocQueueID: roc,
  picklists,
  Tickets: [],
  TimeEntries: [],
  Companies: [
    { id: 0, companyName: 'Own House' },
    { id: 2, companyName: 'Acme' },
  ],
  Contacts: [{ id: 3, firstName: 'Cleo', lastName: null, emailAddress: '', phone: '555' }],
  Resources: [
    { id: 4, firstName: 'Zoe', lastName: 'Young', email: 'zoe@example.com' },
    { id: 5, firstName: 'Ada', lastName: 'Old', email: '' },
  ],
  Contracts: [
    {
      id: 6,
      contractName: 'Care',
      contractType: 7,
      startDate: '2026-01-01T00:00:00Z',
      endDate: '2026-12-31T00:00:00Z',
    },
  ],
  CompanyToDos: [],
  CompanyNotes: [],
  Opportunities: [],
  Appointments: [],
  ...rows,
})

const ticket = (id: number, createDate: string, rest: Partial<WireTicket> = {}): WireTicket => ({
  id,
  ticketNumber: `T2026.${String(id).padStart(4, '0')}`,
  title: `Ticket ${id}`,
  description: '',
  status: 1,
  priority: 2,
  queueID: roc,
  issueType: null,
  subIssueType: null,
  source: null,
  companyID: 0,
  contactID: null,
  contractID: null,
  assignedResourceID: null,
  createDate,
  completedDate: null,
  resolvedDateTime: null,
  firstResponseDateTime: null,
  dueDateTime: null,
  lastActivityDate: createDate,
  lastTrackedModificationDateTime: createDate,
  serviceLevelAgreementHasBeenMet: null,
  ...rest,
})

const entry = (
  id: number,
  ticketID: number | null,
  resourceID: number,
  hoursWorked: number,
  day = '2026-01-15',
): WireTimeEntry => ({
  id,
  ticketID,
  resourceID,
  hoursWorked,
  dateWorked: `${day}T00:00:00Z`,
  startDateTime: null,
  endDateTime: null,
  summaryNotes: '',
})

describe('days', () => {
  it('places an instant on the day its zone shows', () => {
    expect(localDay('2026-02-01T02:30:00Z', newYork)).toBe('2026-01-31')
    expect(localDay('2026-02-01T02:30:00Z', berlin)).toBe('2026-02-01')
    expect(localDay('2026-02-01T02:30:00', newYork)).toBe('2026-01-31')
  })

  it('resolves presets to whole weeks, months, quarters and years', () => {
    // A Sunday, and already Monday in Berlin.
    const now = new Date('2026-11-22T23:30:00Z')
    expect(presetDays('TODAY', now, newYork)).toEqual({ from: '2026-11-22', to: '2026-11-22' })
    expect(presetDays('YESTERDAY', now, berlin)).toEqual({ from: '2026-11-22', to: '2026-11-22' })
    expect(presetDays('THIS_WEEK', now, newYork)).toEqual({ from: '2026-11-16', to: '2026-11-22' })
    expect(presetDays('THIS_WEEK', now, berlin)).toEqual({ from: '2026-11-23', to: '2026-11-29' })
    expect(presetDays('LAST_WEEK', now, newYork)).toEqual({ from: '2026-11-09', to: '2026-11-15' })
    expect(presetDays('THIS_MONTH', now, newYork)).toEqual({ from: '2026-11-01', to: '2026-11-30' })
    expect(presetDays('LAST_MONTH', now, newYork)).toEqual({ from: '2026-10-01', to: '2026-10-31' })
    expect(presetDays('THIS_QUARTER', now, newYork)).toEqual({ from: '2026-10-01', to: '2026-12-31' })
    expect(presetDays('LAST_QUARTER', now, newYork)).toEqual({ from: '2026-07-01', to: '2026-09-30' })
    expect(presetDays('THIS_YEAR', now, newYork)).toEqual({ from: '2026-01-01', to: '2026-12-31' })
    expect(presetDays('LAST_7_DAYS', now, newYork)).toEqual({ from: '2026-11-16', to: '2026-11-22' })
    expect(presetDays('LAST_30_DAYS', now, newYork)).toEqual({ from: '2026-10-24', to: '2026-11-22' })
    expect(presetDays('LAST_365_DAYS', now, newYork)).toEqual({ from: '2025-11-23', to: '2026-11-22' })
    expect(presetDays('LAST_QUARTER', new Date('2026-02-10T12:00:00Z'), newYork)).toEqual({
      from: '2025-10-01',
      to: '2025-12-31',
    })
  })

  it('goes back by calendar month, quarter or year, else by as many days', () => {
    expect(previousPeriod({ from: '2026-03-01', to: '2026-03-31' })).toEqual({ from: '2026-02-01', to: '2026-02-28' })
    expect(previousPeriod({ from: '2026-01-01', to: '2026-03-31' })).toEqual({ from: '2025-10-01', to: '2025-12-31' })
    expect(previousPeriod({ from: '2026-01-01', to: '2026-12-31' })).toEqual({ from: '2025-01-01', to: '2025-12-31' })
    expect(previousPeriod({ from: '2026-03-02', to: '2026-03-31' })).toEqual({ from: '2026-01-31', to: '2026-03-01' })
    expect(previousPeriod({ from: '2026-11-16', to: '2026-11-22' })).toEqual({ from: '2026-11-09', to: '2026-11-15' })
    expect(previousYear({ from: '2024-02-01', to: '2024-02-29' })).toEqual({ from: '2023-02-01', to: '2023-02-28' })
  })
})

describe('numbers', () => {
  it('rounds half away from zero on the decimal digits', () => {
    expect(roundedSum(sumExactly([1.005]))).toBe(1.01)
    expect(roundedSum(sumExactly([-1.005]))).toBe(-1.01)
    expect(roundedSum(sumExactly([1.0049999]))).toBe(1)
    expect(roundedSum(sumExactly([0.1, 0.2, null]))).toBe(0.3)
    expect(roundedSum(sumExactly([5e-7]))).toBe(0)
    expect(roundedMean(sumExactly([2.01]), 2)).toBe(1.01)
    expect(roundedMean(0n, 0)).toBeNull()
    expect(meanHours([18_000])).toBe(0.01)
    expect(meanHours([17_999])).toBe(0)
    expect(meanHours([-18_000])).toBe(-0.01)
    expect(meanHours([3_600_000, 7_200_000, 7_200_000])).toBe(1.67)
    expect(meanHours([])).toBeNull()
  })

  it('writes money with two places', () => {
    expect(moneyText(sumExactly([]))).toBe('0.00')
    expect(moneyText(sumExactly([1234.5, 0.005]))).toBe('1234.51')
    expect(moneyText(sumExactly([-0.5]))).toBe('-0.50')
  })
})

describe('expectedActivitySummary', () => {
  it('counts a population, its buckets, its days and its averages', () => {
    const state = stateOf({
      Tickets: [
        // Resolved after 2 h, completed after 3: two counts.
        ticket(11, '2026-01-10T15:00:00Z', {
          status: 5,
          completedDate: '2026-01-10T18:00:00Z',
          resolvedDateTime: '2026-01-10T17:00:00Z',
          firstResponseDateTime: '2026-01-10T15:30:00Z',
          assignedResourceID: 4,
        }),
        // Never marked as resolved: completed after 24 h, outside the range.
        ticket(12, '2026-01-11T15:00:00Z', {
          status: 5,
          priority: 4,
          completedDate: '2026-01-12T15:00:00Z',
          assignedResourceID: 5,
          companyID: 2,
        }),
        // Marked as resolved, yet open; in a status and a priority the picklists do not know.
        ticket(13, '2026-01-11T16:00:00Z', { status: 77, priority: 9, resolvedDateTime: '2026-01-11T17:00:00Z' }),
        // Created before, completed within.
        ticket(14, '2026-01-01T15:00:00Z', { status: 5, completedDate: '2026-01-10T20:00:00Z' }),
        // Another queue.
        ticket(15, '2026-01-10T15:00:00Z', { queueID: 5, completedDate: '2026-01-10T16:00:00Z' }),
      ],
      TimeEntries: [
        entry(1, 11, 4, 1.25),
        entry(2, 13, 5, 0.5, '2026-06-01'),
        entry(3, 14, 4, 100),
        entry(4, null, 4, 100),
      ],
    })
    expect(expectedActivitySummary(state, { from: '2026-01-10', to: '2026-01-11', timeZone: newYork })).toEqual({
      range: { from: '2026-01-10', to: '2026-01-11', timeZone: newYork },
      totalTickets: 3,
      openTickets: 1,
      completedTickets: 2,
      completedInRange: 2,
      byStatus: [
        { key: '5', label: 'Complete', count: 2 },
        { key: '77', label: '77', count: 1 },
      ],
      byPriority: [
        { key: '4', label: 'Critical', count: 1 },
        { key: '2', label: 'Medium', count: 1 },
        { key: '9', label: '9', count: 1 },
      ],
      byAssignee: [
        { key: '5', label: 'Ada Old', count: 1 },
        { key: null, label: 'Unassigned', count: 1 },
        { key: '4', label: 'Zoe Young', count: 1 },
      ],
      byCompany: [
        { key: '0', label: 'Own House', count: 2 },
        { key: '2', label: 'Acme', count: 1 },
      ],
      byDay: [
        { date: '2026-01-10', created: 1, completed: 2 },
        { date: '2026-01-11', created: 2, completed: 0 },
      ],
      averageResolutionHours: 13,
      averageFirstResponseHours: 0.5,
      hoursLogged: 1.75,
      averageHoursPerTicket: 0.58,
    })
  })

  it('has zeros to count and nulls to average when there is no ticket', () => {
    expect(expectedActivitySummary(stateOf({}), { from: '2026-01-10', to: '2026-01-10', timeZone: newYork })).toEqual({
      range: { from: '2026-01-10', to: '2026-01-10', timeZone: newYork },
      totalTickets: 0,
      openTickets: 0,
      completedTickets: 0,
      completedInRange: 0,
      byStatus: [],
      byPriority: [],
      byAssignee: [],
      byCompany: [],
      byDay: [{ date: '2026-01-10', created: 0, completed: 0 }],
      averageResolutionHours: null,
      averageFirstResponseHours: null,
      hoursLogged: 0,
      averageHoursPerTicket: null,
    })
  })

  it('holds the 23 and the 25 hours of the days on which clocks change', () => {
    const hourly = (from: string): WireTicket[] =>
      Array.from({ length: 72 }, (_, hour) => ticket(hour, new Date(Date.parse(from) + hour * 3_600_000).toISOString()))
    const spring = stateOf({ Tickets: hourly('2026-03-07T00:00:00Z') })
    const autumn = stateOf({ Tickets: hourly('2026-10-31T00:00:00Z') })
    const count = (state: AutotaskState, day: string): number =>
      expectedActivitySummary(state, { from: day, to: day, timeZone: newYork }).totalTickets
    expect(count(spring, '2026-03-08')).toBe(23)
    expect(count(autumn, '2026-11-01')).toBe(25)
  })

  it('takes the first and leaves the last instant of a range whose ends differ in their clocks', () => {
    const state = stateOf({
      Tickets: [
        ticket(1, '2026-03-08T04:59:59.999Z'),
        ticket(2, '2026-03-08T05:00:00Z'),
        ticket(3, '2026-03-09T03:59:59.999Z'),
        ticket(4, '2026-03-09T04:00:00Z'),
      ],
    })
    expect(expectedTicketIds(state, { from: '2026-03-08', to: '2026-03-08', timeZone: newYork })).toEqual(['2', '3'])
  })

  it('measures elapsed hours across a change of clocks', () => {
    // From 01:00 to 04:00 on the wall, two hours in truth.
    const state = stateOf({ Tickets: [ticket(1, '2026-03-08T06:00:00Z', { completedDate: '2026-03-08T08:00:00Z' })] })
    const range = { from: '2026-03-08', to: '2026-03-08', timeZone: newYork }
    expect(expectedActivitySummary(state, range).averageResolutionHours).toBe(2)
  })

  it('puts a ticket near midnight at a month end into the month of the zone', () => {
    const state = stateOf({ Tickets: [ticket(1, '2026-02-01T02:30:00Z')] })
    const total = (from: string, to: string, timeZone: string): number =>
      expectedActivitySummary(state, { from, to, timeZone }).totalTickets
    expect(total('2026-01-01', '2026-01-31', newYork)).toBe(1)
    expect(total('2026-02-01', '2026-02-28', newYork)).toBe(0)
    expect(total('2026-01-01', '2026-01-31', berlin)).toBe(0)
    expect(total('2026-02-01', '2026-02-28', berlin)).toBe(1)
  })

  it('filters both the population and what is completed in the range', () => {
    const state = stateOf({
      Tickets: [
        ticket(1, '2026-01-10T15:00:00Z', { assignedResourceID: 4, completedDate: '2026-01-10T16:00:00Z' }),
        ticket(2, '2026-01-10T15:00:00Z', { assignedResourceID: 5, title: 'VPN down' }),
        ticket(3, '2026-01-10T15:00:00Z', { companyID: 2 }),
      ],
    })
    const range = { from: '2026-01-10', to: '2026-01-10', timeZone: newYork }
    const counts = (filter: Parameters<typeof expectedActivitySummary>[2]): number[] => {
      const { totalTickets, completedInRange } = expectedActivitySummary(state, range, filter)
      return [totalTickets, completedInRange]
    }
    expect(counts({ assignee: ['4'] })).toEqual([1, 1])
    expect(counts({ assignee: ['4'], unassigned: true })).toEqual([2, 1])
    expect(counts({ unassigned: true })).toEqual([1, 0])
    expect(counts({ unassigned: false })).toEqual([2, 1])
    expect(counts({ state: 'OPEN' })).toEqual([2, 0])
    expect(counts({ state: 'COMPLETED' })).toEqual([1, 1])
    expect(counts({ text: 'vpn' })).toEqual([1, 0])
    expect(counts({ text: 't2026.0001' })).toEqual([1, 1])
    expect(counts({ company: ['0', '2'], status: ['1'], priority: ['2'] })).toEqual([3, 1])
    expect(counts({ company: ['0'] })).toEqual([2, 1])
    expect(counts({ status: ['5'] })).toEqual([0, 0])
  })

  it('lists exactly as many tickets as the bucket of the same filter counts', () => {
    const state = stateOf({
      Tickets: [ticket(1, '2026-01-10T15:00:00Z'), ticket(2, '2026-01-10T15:00:00Z', { assignedResourceID: 4 })],
    })
    const range = { from: '2026-01-10', to: '2026-01-10', timeZone: newYork }
    for (const { key, count } of expectedActivitySummary(state, range).byAssignee) {
      const filter = key === null ? { unassigned: true } : { assignee: [key] }
      expect(expectedTicketIds(state, range, filter)).toHaveLength(count)
    }
  })
})

describe('expectedTicketIds', () => {
  it('looks at the date it is told to', () => {
    const state = stateOf({
      Tickets: [
        ticket(1, '2026-01-01T15:00:00Z', { dueDateTime: '2026-01-10T15:00:00Z' }),
        ticket(2, '2026-01-01T15:00:00Z', { completedDate: '2026-01-10T15:00:00Z' }),
        ticket(3, '2026-01-01T15:00:00Z', { lastActivityDate: '2026-01-10T15:00:00Z' }),
        ticket(20, '2026-01-10T15:00:00Z', { lastActivityDate: null }),
      ],
    })
    const range = { from: '2026-01-10', to: '2026-01-10', timeZone: newYork }
    expect(expectedTicketIds(state, range)).toEqual(['20'])
    expect(expectedTicketIds(state, range, { dateField: 'DUE' })).toEqual(['1'])
    expect(expectedTicketIds(state, range, { dateField: 'COMPLETED' })).toEqual(['2'])
    expect(expectedTicketIds(state, range, { dateField: 'LAST_ACTIVITY' })).toEqual(['3'])
  })
})

describe('expectedTicket', () => {
  const state = stateOf({
    Tickets: [
      ticket(1, '2026-01-10T15:00:00', {
        status: 5,
        priority: 1,
        issueType: 10,
        subIssueType: 7,
        source: -1,
        companyID: 0,
        contactID: 3,
        contractID: 6,
        assignedResourceID: 5,
        completedDate: '2026-01-10T15:20:00.5Z',
        lastActivityDate: null,
        serviceLevelAgreementHasBeenMet: false,
      }),
      ticket(2, '2026-01-10T15:00:00Z', { queueID: 5 }),
    ],
    TimeEntries: [
      { ...entry(8, 1, 4, 0.125), startDateTime: '2026-01-10T15:00:00Z', summaryNotes: 'Reset' },
      entry(7, 1, 4, 0.5),
    ],
  })

  it('has every field of the graph', () => {
    expect(expectedTicket(state, '1')).toEqual({
      id: '1',
      number: 'T2026.0001',
      title: 'Ticket 1',
      description: null,
      status: { id: '5', label: 'Complete', isClosed: true },
      priority: { id: '1', label: 'High', rank: 2 },
      queue: { id: String(roc), label: 'ROC' },
      issueType: 'Network',
      subIssueType: 'Switch',
      source: 'Client Portal',
      company: { id: '0', name: 'Own House' },
      contact: { id: '3', name: 'Cleo', email: null, phone: '555' },
      assignee: { id: '5', name: 'Ada Old', email: null },
      contract: { id: '6', name: 'Care', type: 'Recurring Service', startsOn: '2026-01-01', endsOn: '2026-12-31' },
      createdAt: '2026-01-10T15:00:00.000Z',
      completedAt: '2026-01-10T15:20:00.500Z',
      resolvedAt: null,
      firstResponseAt: null,
      dueAt: null,
      lastActivityAt: null,
      resolutionHours: 0.33,
      hoursLogged: 0.63,
      slaMet: false,
      timeEntries: [
        {
          id: '7',
          hours: 0.5,
          workedOn: '2026-01-15',
          startedAt: null,
          endedAt: null,
          summary: null,
          resource: { id: '4', name: 'Zoe Young', email: 'zoe@example.com' },
        },
        {
          id: '8',
          hours: 0.13,
          workedOn: '2026-01-15',
          startedAt: '2026-01-10T15:00:00.000Z',
          endedAt: null,
          summary: 'Reset',
          resource: { id: '4', name: 'Zoe Young', email: 'zoe@example.com' },
        },
      ],
    })
  })

  it('is null for another queue and for no ticket at all', () => {
    expect(expectedTicket(state, '2')).toBeNull()
    expect(expectedTicket(state, '99')).toBeNull()
  })

  it('is the same as an answer that spells the instants otherwise', () => {
    const expected = expectedTicket(state, '1')
    const entries = [...(expected?.timeEntries ?? [])].toReversed()
    const answer = { ...expected, createdAt: '2026-01-10T10:00:00-05:00', timeEntries: entries }
    expect(isSame(answer, expected)).toBe(true)
    expect(isSame({ ...answer, title: 'Other' }, expected)).toBe(false)
    expect(comparable({ createdAt: '2026-01-10T15:00:00Z', title: '2026-01-10T15:00:00Z' })).toEqual({
      createdAt: '2026-01-10T15:00:00.000Z',
      title: '2026-01-10T15:00:00Z',
    })
  })
})

describe('reports', () => {
  const state = stateOf({
    Tickets: [ticket(1, '2026-02-01T02:30:00Z'), ticket(2, '2025-01-01T12:00:00Z', { queueID: 5 })],
    TimeEntries: [
      entry(1, 1, 4, 1, '2026-01-31'),
      entry(2, 1, 5, 1, '2026-01-31'),
      entry(3, 1, 9, 2.005, '2026-01-31'),
      entry(4, 2, 4, 50, '2026-01-31'),
      entry(5, null, 4, 50, '2026-01-31'),
      entry(6, 1, 4, 0.5, '2026-02-01'),
    ],
  })

  it('sums the hours of a plain date, most first, then by name', () => {
    expect(expectedDailyReport(state, '2026-01-31', newYork)).toEqual({
      summary: expectedActivitySummary(state, { from: '2026-01-31', to: '2026-01-31', timeZone: newYork }),
      hoursWorked: 4.01,
      hoursByResource: [
        { resource: { id: '9', name: '9' }, hours: 2.01 },
        { resource: { id: '5', name: 'Ada Old' }, hours: 1 },
        { resource: { id: '4', name: 'Zoe Young' }, hours: 1 },
      ],
    })
  })

  it('does not shift the date worked by the zone', () => {
    const report = expectedMonthlyReport(state, 2026, 2, newYork)
    expect(report.summary.range).toEqual({ from: '2026-02-01', to: '2026-02-28', timeZone: newYork })
    expect(report.summary.totalTickets).toBe(0)
    expect(report.hoursWorked).toBe(0.5)
    expect(report.hoursByResource).toEqual([{ resource: { id: '4', name: 'Zoe Young' }, hours: 0.5 }])
    expect(expectedMonthlyReport(state, 2026, 3, newYork)).toMatchObject({ hoursWorked: 0, hoursByResource: [] })
  })
})

describe('expectedSalesActivity', () => {
  const now = new Date('2026-01-20T12:00:00Z')
  const range = { from: '2026-01-01', to: '2026-01-31', timeZone: newYork }
  const todo = (id: number, actionType: number, startDateTime: string, rest: Partial<WireToDo> = {}): WireToDo => ({
    id,
    actionType,
    activityDescription: null,
    assignedToResourceID: 4,
    companyID: 2,
    startDateTime,
    completedDate: null,
    ...rest,
  })
  const note = (
    id: number,
    actionType: number,
    startDateTime: string,
    rest: Partial<WireCompanyNote> = {},
  ): WireCompanyNote => ({
    id,
    actionType,
    name: null,
    note: null,
    assignedResourceID: 4,
    companyID: 2,
    startDateTime,
    completedDateTime: null,
    ...rest,
  })

  it('counts a completed to-do that is also a note once', () => {
    const state = stateOf({
      CompanyToDos: [
        todo(1, 1, '2026-01-05T15:00:00Z', {
          completedDate: '2026-01-05T16:00:00Z',
          activityDescription: 'Inbound call',
        }),
        // Open, of another type, of another company: not the note.
        todo(2, 1, '2026-01-05T15:00:00Z', { activityDescription: '\r\nsecond line' }),
        todo(3, 2, '2026-01-05T15:00:00Z', { completedDate: '2026-01-06T16:00:00Z' }),
        todo(4, 9, '2026-01-05T15:00:00Z', { companyID: 0, activityDescription: 'Offer sent\r\nand read' }),
        // Started before, completed within; started within, completed after.
        todo(5, 3, '2025-12-31T15:00:00Z', { completedDate: '2026-01-02T15:00:00Z' }),
        todo(6, 2, '2026-01-31T15:00:00Z', { completedDate: '2026-02-02T15:00:00Z' }),
        // Still to come.
        todo(7, 2, '2026-01-25T15:00:00Z'),
      ],
      CompanyNotes: [
        note(1, 1, '2026-01-05T15:00:00.0Z', {
          name: 'Follow-up',
          note: 'INBOUND: asked for a quote',
          completedDateTime: '2026-01-05T16:00:00Z',
        }),
      ],
      Appointments: [
        { id: 1, startDateTime: '2026-01-20T11:59:59Z' },
        { id: 2, startDateTime: '2026-01-20T12:00:00Z' },
        { id: 3, startDateTime: '2026-02-01T04:59:59Z' },
        { id: 4, startDateTime: '2026-02-01T05:00:00Z' },
      ],
    })
    const zoe = { id: '4', name: 'Zoe Young', email: 'zoe@example.com' }
    const acme = { id: '2', name: 'Acme' }
    const sales = expectedSalesActivity(state, range, now)
    expect({ ...sales, funnel: [] }).toEqual({
      range,
      phoneCalls: { total: 2, inbound: 1, outbound: 1 },
      conversations: { total: 5, calls: 2, meetings: 2, emails: 1 },
      appointments: 3,
      upcomingAppointments: 3,
      funnel: [],
      recent: [
        { id: 'todo:3', kind: 'Meeting', at: '2026-01-06T16:00:00.000Z', title: null, company: acme, resource: zoe },
        {
          id: 'note:1',
          kind: 'Phone Call',
          at: '2026-01-05T16:00:00.000Z',
          title: 'Follow-up',
          company: acme,
          resource: zoe,
        },
        { id: 'todo:2', kind: 'Phone Call', at: '2026-01-05T15:00:00.000Z', title: null, company: acme, resource: zoe },
        {
          id: 'todo:4',
          kind: 'E-mail',
          at: '2026-01-05T15:00:00.000Z',
          title: 'Offer sent',
          company: { id: '0', name: 'Own House' },
          resource: zoe,
        },
        { id: 'todo:5', kind: 'General', at: '2026-01-02T15:00:00.000Z', title: null, company: acme, resource: zoe },
      ],
    })
    const [first, second, third, fourth] = sales.recent
    if (!first || !second || !third || !fourth) throw new Error('four events are expected')
    expect(isRecent([first, second, fourth], sales.recent, 3)).toBe(true)
    expect(isRecent([first, second, third], sales.recent, 3)).toBe(true)
    expect(isRecent([second, first, third], sales.recent, 3)).toBe(false)
    expect(isRecent([first, second], sales.recent, 3)).toBe(false)
  })

  it('counts opportunities in every stage they have reached, and the won ones in the last', () => {
    const opportunity = (
      id: number,
      stage: number,
      status: number,
      amount: number | null,
      createDate = '2026-01-10T15:00:00Z',
    ): WireOpportunity => ({ id, stage, status, amount, createDate })
    const state = stateOf({
      Opportunities: [
        opportunity(1, 20, 1, 0.1),
        opportunity(2, 30, 2, 0.2),
        // In the last stage, but not won.
        opportunity(3, 40, 1, 1000),
        // Won while in the first stage.
        opportunity(4, 20, 3, 500.5),
        opportunity(5, 40, 3, null),
        // A stage no longer known.
        opportunity(6, 99, 1, 7),
        // Created on the last day of December in New York.
        opportunity(7, 40, 3, 9999, '2026-01-01T04:00:00Z'),
      ],
    })
    expect(expectedSalesActivity(state, range, now).funnel).toEqual([
      { key: '20', label: 'Lead', count: 6, amount: '1507.80' },
      { key: '30', label: 'Proposal', count: 4, amount: '1500.70' },
      { key: '40', label: 'Closing', count: 2, amount: '500.50' },
    ])
    expect(expectedSalesActivity(stateOf({}), range, now).funnel).toEqual([
      { key: '20', label: 'Lead', count: 0, amount: '0.00' },
      { key: '30', label: 'Proposal', count: 0, amount: '0.00' },
      { key: '40', label: 'Closing', count: 0, amount: '0.00' },
    ])
  })
})

describe('randomWindows', () => {
  const options = { seed: 7, count: 200, now: new Date('2026-11-22T12:00:00Z'), timeZone: newYork }

  it('gives the same windows for the same seed and others for another', () => {
    const windows = randomWindows(options)
    expect(windows).toHaveLength(200)
    expect(randomWindows(options)).toEqual(windows)
    expect(randomWindows({ ...options, seed: 8 })).not.toEqual(windows)
    for (const { from, to } of windows) {
      const { length } = listDays(from, to)
      expect(length).toBeGreaterThan(0)
      expect(length).toBeLessThanOrEqual(400)
    }
  })

  it('knows the days on which the clocks of the US and the EU change', () => {
    expect(clockChanges(2026).map(({ day }) => day)).toEqual(['2026-03-08', '2026-11-01', '2026-03-29', '2026-10-25'])
    for (const { label, day } of clockChanges(2027)) {
      const zone = label.startsWith('US') ? newYork : berlin
      const hours = Array.from({ length: 72 }, (_, hour) =>
        localDay(new Date(Date.parse(`${day}T00:00:00Z`) + (hour - 24) * 3_600_000), zone),
      )
      expect(hours.filter((shown) => shown === day)).toHaveLength(label.endsWith('spring') ? 23 : 25)
    }
  })
})
