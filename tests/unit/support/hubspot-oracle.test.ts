import { describe, expect, it } from 'vitest'

import { expectedCrmSummary, expectedRecentContacts } from '../../support/oracle/hubspot/crm.ts'
import { expectedDeals, type DealOrderField } from '../../support/oracle/hubspot/deals.ts'
import { toUnits, unitsToText } from '../../support/oracle/hubspot/money.ts'
import { expectedDealPipelines } from '../../support/oracle/hubspot/pipelines.ts'
import type { HubSpotState, WireForm, WireRecord, WireStage } from '../../support/oracle/hubspot/state.ts'
import { expectedFormStats, expectedWebsiteAnalytics } from '../../support/oracle/hubspot/website.ts'

const newYork = 'America/New_York'
const berlin = 'Europe/Berlin'

const stage = (id: string, displayOrder: number, isClosed: boolean, probability: string): WireStage => ({
  id,
  label: `Stage ${id}`,
  displayOrder,
  metadata: { isClosed: String(isClosed), probability },
})

const record = (id: string, properties: Record<string, string | null>): WireRecord => ({
  id,
  properties: { createdate: '2026-03-10T12:00:00Z', ...properties },
  createdAt: '2026-03-10T12:00:00Z',
  updatedAt: '2026-03-11T12:00:00Z',
  archived: false,
})

const deal = (id: string, properties: Record<string, string | null> = {}): WireRecord =>
  record(id, { dealname: `Deal ${id}`, pipeline: 'default', dealstage: 'lead', ...properties })

const form = (id: string, name: string, archived = false): WireForm => ({ id, name, formType: 'hubspot', archived })

const stateOf = (rows: Partial<HubSpotState>): HubSpotState => ({
  contacts: [],
  companies: [],
  deals: [],
  pipelines: [
    { id: '77', label: 'Renewals', displayOrder: 2, stages: [stage('due', 0, false, '0.5')] },
    {
      id: 'default',
      label: 'Sales',
      displayOrder: 1,
      stages: [
        stage('lost', 3, true, '0.0'),
        stage('lead', 0, false, '1.0'),
        stage('won', 2, true, '1.0'),
        stage('hold', 1, true, '0.5'),
      ],
    },
  ],
  forms: [],
  analytics: { sources: [], forms: [] },
  account: { portalId: 42, companyCurrency: 'USD' },
  ...rows,
})

const usd = (amount: string) => ({ amount, currency: 'USD' })
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id)

describe('an amount', () => {
  it('is read digit by digit, and not at all when it is none', () => {
    expect(['12', '-0.5', '12.', '.5', '1.5e3', '1E-2', ' 7 '].map((text) => unitsToText(toUnits(text)!))).toEqual([
      '12.00',
      '-0.50',
      '12.00',
      '0.50',
      '1500.00',
      '0.01',
      '7.00',
    ])
    expect(['', 'N/A', '1,000', '$5', '.', '-', 'Infinity', '0x10'].map(toUnits)).toEqual(Array(8).fill(null))
  })

  it('adds up exactly, with all its places and at least two', () => {
    const deals = ['0.1', '0.2', '90071992547409.93', '0.0001'].map((amount, index) => deal(`${index}`, { amount }))

    expect(expectedCrmSummary(stateOf({ deals })).totalDealValue).toEqual(usd('90071992547410.2301'))
    expect(expectedCrmSummary(stateOf({})).totalDealValue).toEqual(usd('0.00'))
  })

  it('is in the account currency, or unknown', () => {
    const deals = [
      deal('1', { amount: '10', amount_in_home_currency: '11.5', deal_currency_code: 'EUR' }),
      deal('2', { amount: '20', amount_in_home_currency: null, deal_currency_code: 'EUR' }),
      deal('3', { amount: '30', amount_in_home_currency: '', deal_currency_code: 'USD' }),
      deal('4', { amount: '40', deal_currency_code: '' }),
      deal('5', { amount: 'N/A' }),
      deal('6', { amount: '' }),
      deal('7', { amount: null }),
      deal('8', { amount: '0' }),
    ]

    expect(
      expectedDeals(stateOf({ deals }), newYork, {}, { field: 'CREATED', direction: 'ASC' }).map((row) => row.amount),
    ).toEqual([usd('11.50'), null, usd('30.00'), usd('40.00'), null, null, null, usd('0.00')])
    expect(expectedCrmSummary(stateOf({ deals })).totalDealValue).toEqual(usd('81.50'))
  })
})

describe('a deal', () => {
  it('stands as its stage in its own pipeline says, else as it says itself', () => {
    const deals = [
      deal('1', { dealstage: 'lead' }),
      deal('2', { dealstage: 'hold' }),
      deal('3', { dealstage: 'won', hs_is_closed_lost: 'true' }),
      deal('4', { dealstage: 'lost' }),
      deal('5', { dealstage: 'won', pipeline: '77' }),
      deal('6', { dealstage: 'gone', hs_is_closed_won: 'true' }),
      deal('7', { dealstage: 'gone', pipeline: 'gone', hs_is_closed_lost: 'true', hs_is_closed_won: 'false' }),
      deal('8', { dealstage: 'gone', hs_is_closed: 'true' }),
    ]
    const rows = expectedDeals(stateOf({ deals }), newYork, {}, { field: 'CREATED', direction: 'ASC' })

    expect(rows.map(({ state }) => state)).toEqual([
      'OPEN',
      'CLOSED_OTHER',
      'WON',
      'LOST',
      'OPEN',
      'WON',
      'LOST',
      'CLOSED_OTHER',
    ])
    expect(rows[6]).toEqual({
      id: '7',
      name: 'Deal 7',
      amount: null,
      stage: { id: 'gone', label: 'Unknown' },
      pipeline: { id: 'gone', name: 'gone' },
      closeDate: null,
      createdAt: '2026-03-10T12:00:00.000Z',
      state: 'LOST',
    })
  })

  it('closes on the day of the zone', () => {
    const deals = [deal('1', { closedate: '2026-03-29T22:30:00Z' })]

    expect(expectedDeals(stateOf({ deals }), newYork)[0]?.closeDate).toBe('2026-03-29')
    expect(expectedDeals(stateOf({ deals }), berlin)[0]?.closeDate).toBe('2026-03-30')
  })

  it('is found by pipeline, stage, state and part of its name', () => {
    const deals = [
      deal('1', { dealname: 'Big ROUTER' }),
      deal('2', { dealstage: 'gone', dealname: 'small router' }),
      deal('3', { pipeline: 'gone', dealname: null }),
      deal('4', { dealstage: 'won' }),
      { ...deal('5'), archived: true },
    ]
    const found = (filter: object) =>
      ids(expectedDeals(stateOf({ deals }), newYork, filter, { field: 'CREATED', direction: 'ASC' }))

    expect(found({})).toEqual(['1', '2', '3', '4'])
    expect(found({ stage: ['unknown'] })).toEqual(['2', '3'])
    expect(found({ pipeline: ['unknown'] })).toEqual(['3'])
    expect(found({ pipeline: ['default'], stage: ['unknown', 'won'] })).toEqual(['2', '4'])
    expect(found({ text: 'Router' })).toEqual(['1', '2'])
    expect(found({ text: 'ROUTER', stage: ['lead'] })).toEqual(['1'])
    expect(found({ state: 'WON' })).toEqual(['4'])
    expect(found({ pipeline: [] })).toEqual([])
  })

  it('has one place in every order: without a value last, equal ones by number in its direction', () => {
    const deals = [
      deal('9', { amount: '9', closedate: '2026-03-10T01:00:00Z', dealname: 'beta' }),
      deal('10', { amount: '9.0', closedate: '2026-03-10T00:00:00Z', dealname: 'Beta' }),
      deal('100', { amount: '100', dealname: 'alpha', createdate: '2026-03-09T12:00:00Z' }),
      deal('2', { dealname: '' }),
    ]
    const ordered = (field: DealOrderField, direction: 'ASC' | 'DESC') =>
      ids(expectedDeals(stateOf({ deals }), berlin, {}, { field, direction })).join(' ')

    expect(ordered('AMOUNT', 'ASC')).toBe('9 10 100 2')
    expect(ordered('AMOUNT', 'DESC')).toBe('100 10 9 2')
    expect(ordered('CLOSE_DATE', 'ASC')).toBe('9 10 2 100')
    expect(ordered('CLOSE_DATE', 'DESC')).toBe('10 9 100 2')
    expect(ordered('CREATED', 'ASC')).toBe('100 2 9 10')
    expect(ordered('CREATED', 'DESC')).toBe('10 9 2 100')
    expect(ordered('NAME', 'ASC')).toBe('100 9 10 2')
    expect(ordered('NAME', 'DESC')).toBe('10 9 100 2')
  })
})

describe('pipelines', () => {
  it('list every stage in order, and last what is gone', () => {
    const deals = [
      deal('1', { dealstage: 'won', amount: '5' }),
      deal('2', { dealstage: 'gone', amount: '0.5' }),
      deal('3', { dealstage: 'won', pipeline: 'gone', amount: '7' }),
    ]
    const row = (id: string, probability: number | null, isClosed: boolean, dealCount: number, amount: string) => ({
      id,
      label: id.startsWith('unknown') ? 'Unknown' : `Stage ${id}`,
      probability,
      isClosed,
      dealCount,
      totalValue: usd(amount),
    })

    expect(expectedDealPipelines(stateOf({ deals }))).toEqual([
      {
        id: 'default',
        name: 'Sales',
        stages: [
          row('lead', 1, false, 0, '0.00'),
          row('hold', 0.5, true, 0, '0.00'),
          row('won', 1, true, 1, '5.00'),
          row('lost', 0, true, 0, '0.00'),
          row('unknown:default', null, false, 1, '0.50'),
        ],
        totalDeals: 2,
        totalValue: usd('5.50'),
      },
      {
        id: '77',
        name: 'Renewals',
        stages: [row('due', 0.5, false, 0, '0.00')],
        totalDeals: 0,
        totalValue: usd('0.00'),
      },
      {
        id: 'unknown',
        name: 'Unknown',
        stages: [row('unknown:unknown', null, false, 1, '7.00')],
        totalDeals: 1,
        totalValue: usd('7.00'),
      },
    ])
  })

  it('know no archived stage and no archived pipeline', () => {
    const archived = { ...stage('old', 0, true, '1.0'), archived: true }
    const pipelines = [
      { id: 'default', label: 'Sales', displayOrder: 0, stages: [archived] },
      { id: 'old', label: 'Old', displayOrder: 1, stages: [stage('due', 0, false, '0.5')], archived: true },
    ]
    const deals = [deal('1', { dealstage: 'old' }), deal('2', { pipeline: 'old', dealstage: 'due' })]

    expect(expectedDealPipelines(stateOf({ pipelines, deals })).map(({ id, stages }) => [id, ids(stages)])).toEqual([
      ['default', ['unknown:default']],
      ['unknown', ['unknown:unknown']],
    ])
  })
})

describe('the CRM', () => {
  it('counts what is not archived, and leaves won and lost out of the open value, but not what is on hold', () => {
    const state = stateOf({
      contacts: [record('1', {}), { ...record('2', {}), archived: true }],
      companies: [record('1', {}), record('2', {})],
      deals: [
        deal('1', { amount: '1' }),
        deal('2', { amount: '2', dealstage: 'won' }),
        deal('3', { amount: '4', dealstage: 'lost' }),
        deal('4', { amount: '8', dealstage: 'hold' }),
        { ...deal('5', { amount: '16' }), archived: true },
      ],
    })

    expect(expectedCrmSummary(state)).toEqual({
      id: '42',
      contacts: 1,
      companies: 2,
      deals: 4,
      totalDealValue: usd('15.00'),
      openDealValue: usd('9.00'),
      dealsByState: [
        { state: 'OPEN', deals: 1, totalValue: usd('1.00') },
        { state: 'CLOSED_OTHER', deals: 1, totalValue: usd('8.00') },
        { state: 'WON', deals: 1, totalValue: usd('2.00') },
        { state: 'LOST', deals: 1, totalValue: usd('4.00') },
      ],
    })
  })

  it('gives the newest contacts first', () => {
    const contacts = [
      record('9', { firstname: 'Ada', lastname: '', lastmodifieddate: '2026-03-12T00:00:00.500Z' }),
      record('10', { company: 'Acme' }),
      record('1', { createdate: '2026-03-10T12:00:00.001Z', email: 'a@b.test' }),
      record('2', { createdate: '2026-03-09T12:00:00Z' }),
    ]
    const rows = expectedRecentContacts(stateOf({ contacts }), 3)

    expect(ids(rows)).toEqual(['1', '10', '9'])
    expect(rows[2]).toEqual({
      id: '9',
      firstName: 'Ada',
      lastName: null,
      email: null,
      company: null,
      createdAt: '2026-03-10T12:00:00.000Z',
      updatedAt: '2026-03-12T00:00:00.500Z',
    })
  })
})

describe('the website', () => {
  const state = stateOf({
    contacts: [
      record('1', { createdate: '2026-03-01T04:59:59.999Z' }),
      record('2', { createdate: '2026-03-01T05:00:00Z' }),
      record('3', { createdate: '2026-04-01T03:59:59Z' }),
      record('4', { createdate: '2026-04-01T04:00:00Z' }),
    ],
    forms: [
      form('a', 'Quote'),
      form('b', 'Contact'),
      form('c', 'Contact'),
      form('d', 'Embedded'),
      form('e', 'Old', true),
    ],
    analytics: {
      sources: [
        { date: '2026-02-28', source: 'organic', rawViews: 1_000, visits: 1_000, time: 1_000 },
        { date: '2026-03-01', source: 'organic', rawViews: 9, visits: 3, time: 200 },
        { date: '2026-03-31', source: 'direct', rawViews: 1, visits: 197, time: 1 },
        { date: '2026-04-01', source: 'direct', rawViews: 1_000, visits: 1_000, time: 1_000 },
      ],
      forms: [
        { date: '2026-03-01', formId: 'a', formViews: 200, submissions: 1 },
        { date: '2026-03-31', formId: 'c', formViews: 3, submissions: 1 },
        { date: '2026-03-31', formId: 'd', formViews: 3, submissions: 4 },
        { date: '2026-03-31', formId: 'e', formViews: 9, submissions: 9 },
        { date: '2026-04-01', formId: 'a', formViews: 9, submissions: 9 },
      ],
    },
  })
  const march = { from: '2026-03-01', to: '2026-03-31', timeZone: newYork }

  it('counts the days of the range, and contacts by the days of the zone', () => {
    expect(expectedWebsiteAnalytics(state, march)).toEqual({
      range: march,
      pageViews: 10,
      sessions: 200,
      totalContacts: 4,
      newContacts: 2,
      formSubmissions: 6,
      // 201 seconds over 200 visits: a float would round 1.005 down.
      averageSessionSeconds: 1.01,
    })
    expect(expectedWebsiteAnalytics(state, { from: '2025-01-01', to: '2025-01-31', timeZone: newYork })).toMatchObject({
      pageViews: 0,
      sessions: 0,
      newContacts: 0,
      formSubmissions: 0,
      averageSessionSeconds: null,
    })
  })

  it('ranks forms by submissions, then name, then id, and gives no rate that says nothing', () => {
    expect(expectedFormStats(state, march)).toEqual([
      { id: 'd', name: 'Embedded', formType: 'hubspot', submissions: 4, views: 3, conversionRate: null },
      { id: 'c', name: 'Contact', formType: 'hubspot', submissions: 1, views: 3, conversionRate: 0.33 },
      { id: 'a', name: 'Quote', formType: 'hubspot', submissions: 1, views: 200, conversionRate: 0.01 },
      { id: 'b', name: 'Contact', formType: 'hubspot', submissions: 0, views: 0, conversionRate: null },
    ])
  })
})
