import { expect, test } from 'vitest'
import { type Analytics, describeFigures } from '../../../../client/website/describe-figures.ts'

const analytics: Analytics = {
  pageViews: 12_345,
  sessions: 0,
  averageSessionSeconds: 245.4,
  formSubmissions: 9,
  newContacts: 3,
  totalContacts: 1_000,
  range: { from: '2026-11-01', to: '2026-11-30', timeZone: 'UTC' },
  freshness: { source: 'HUBSPOT', asOf: '2026-11-26T14:00:00Z', maxAgeSeconds: 300, stale: false },
} as Analytics

const labels = ['Page views', 'Sessions', 'Average session', 'Form submissions', 'New contacts', 'Contacts']

test('figures have their units; none is not the same as unknown', () => {
  expect(describeFigures(analytics, false)).toEqual([
    { label: 'Page views', value: '12,345', note: 'in this period' },
    { label: 'Sessions', value: '0', note: 'visits in this period' },
    { label: 'Average session', value: '4:05', note: 'minutes and seconds' },
    { label: 'Form submissions', value: '9', note: 'of all forms' },
    { label: 'New contacts', value: '3', note: 'created in this period' },
    { label: 'Contacts', value: '1,000', note: 'in the CRM now' },
  ])
})

test.each([
  ['was answered whole', false, 'none in this period'],
  ['lacks some', true, 'not available now'],
])('a figure without a value, when the answer %s, says %s', (_, isPartial, note) => {
  expect(describeFigures({ ...analytics, averageSessionSeconds: null }, isPartial)[2]).toEqual({
    label: 'Average session',
    value: '—',
    note,
  })
})

test('without an answer nothing is available', () => {
  expect(describeFigures(null, false)).toEqual(
    labels.map((label) => ({ label, value: '—', note: 'not available now' })),
  )
})
