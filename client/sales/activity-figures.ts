import { nameOrNull } from '../format/names.ts'
import { formatCount } from '../format/numbers.ts'

interface Activity {
  readonly phoneCalls: { readonly total: number; readonly inbound: number; readonly outbound: number }
  readonly conversations: { readonly total: number; readonly meetings: number; readonly emails: number }
  readonly appointments: number
  readonly upcomingAppointments: number
}

/** The counts of the sales activity, each with what it counts. */
export const activityFigures = ({ phoneCalls, conversations, appointments, upcomingAppointments }: Activity) => [
  {
    label: 'Calls',
    value: phoneCalls.total,
    note: `${formatCount(phoneCalls.inbound)} in, ${formatCount(phoneCalls.outbound)} out`,
  },
  {
    label: 'Conversations',
    value: conversations.total,
    note: `${formatCount(conversations.meetings)} meetings, ${formatCount(conversations.emails)} e-mails`,
  },
  { label: 'Appointments', value: appointments, note: 'in this period' },
  { label: 'Upcoming', value: upcomingAppointments, note: 'appointments from now on' },
]

/** The steps of a funnel with their share of the first step, and the length of their bar: both from 0 to 1. */
export function funnelBars<Step extends { readonly count: number }>(funnel: readonly Step[]) {
  const first = Math.max(1, funnel[0]?.count ?? 0)
  const most = Math.max(1, ...funnel.map(({ count }) => count))
  return funnel.map((step) => ({ ...step, share: step.count / first, length: step.count / most }))
}

interface Recent {
  readonly kind: string
  readonly title: string | null
  readonly company: { readonly name: string } | null
  readonly resource: { readonly name: string } | null
}

/** `Call · Contoso · Anna Weiß`: without the kind where that stands instead of a title. */
export const describeRecent = ({ kind, title, company, resource }: Recent): string =>
  [nameOrNull(title) && kind, nameOrNull(company?.name), nameOrNull(resource?.name)].filter(Boolean).join(' · ')
