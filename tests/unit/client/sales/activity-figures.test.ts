import { describe, expect, test } from 'vitest'
import { activityFigures, describeRecent, funnelBars } from '../../../../client/sales/activity-figures.ts'

test('each count of the activity says what it is made of', () => {
  expect(
    activityFigures({
      phoneCalls: { total: 1_234, inbound: 234, outbound: 1_000 },
      conversations: { total: 7, meetings: 3, emails: 4 },
      appointments: 0,
      upcomingAppointments: 2,
    }),
  ).toEqual([
    { label: 'Calls', value: 1_234, note: '234 in, 1,000 out' },
    { label: 'Conversations', value: 7, note: '3 meetings, 4 e-mails' },
    { label: 'Appointments', value: 0, note: 'in this period' },
    { label: 'Upcoming', value: 2, note: 'appointments from now on' },
  ])
})

describe('a funnel', () => {
  test('has shares of its first step, and bars as long as its largest', () => {
    expect(funnelBars([{ count: 4 }, { count: 8 }, { count: 0 }])).toEqual([
      { count: 4, share: 1, length: 0.5 },
      { count: 8, share: 2, length: 1 },
      { count: 0, share: 0, length: 0 },
    ])
  })

  test('whose first step is empty, or all of them, divides by nothing', () => {
    expect(funnelBars([{ count: 0 }, { count: 2 }])).toEqual([
      { count: 0, share: 0, length: 0 },
      { count: 2, share: 2, length: 1 },
    ])
    expect(funnelBars([{ count: 0 }])).toEqual([{ count: 0, share: 0, length: 0 }])
    expect(funnelBars([])).toEqual([])
  })
})

const contoso = { name: 'Contoso' }
const anna = { name: 'Anna Weiß' }

test.each([
  ['Quarterly review', contoso, anna, 'Call · Contoso · Anna Weiß'],
  // The kind stands instead of the title then.
  [' ', contoso, anna, 'Contoso · Anna Weiß'],
  [null, null, anna, 'Anna Weiß'],
  ['Quarterly review', { name: '' }, null, 'Call'],
  [null, null, null, ''],
])('what happened, titled %j at %j by %j, is %j', (title, company, resource, words) => {
  expect(describeRecent({ kind: 'Call', title, company, resource })).toBe(words)
})
