import type { Random } from '../../tests/support/random.ts'

/** What a person asks. */
export interface Question {
  readonly query: string
  readonly role: 'viewer' | 'operator'
}

const ranges = [
  'TODAY',
  'LAST_7_DAYS',
  'LAST_30_DAYS',
  'LAST_90_DAYS',
  'LAST_365_DAYS',
  'THIS_MONTH',
  'LAST_MONTH',
  'THIS_QUARTER',
]
const filters = ['', 'state: OPEN', 'overdue: true', 'state: OPEN, unassigned: true', 'text: "mail"']

/** A page of tickets with its figures: one of eight ranges and five filters. */
export function pageQuestion(random: Random): Question {
  const range = `range: { preset: ${random.pick(ranges)} }`
  const filter = `filter: { ${random.pick(filters)} }`
  return {
    role: 'viewer',
    query: `{
      tickets(${range}, ${filter}, first: 25) {
        totalCount nodes { id number title status { label } company { name } assignee { name } hoursLogged }
      }
      activitySummary(${range}) { totalTickets openTickets byStatus { label count } hoursLogged }
    }`,
  }
}

/** One ticket of a list, with all of its time entries. */
export function ticketQuestion(random: Random, ids: readonly string[]): Question {
  const id = random.pick(ids)
  const fields = 'number title description contact { name } timeEntries { hours workedOn resource { name } }'
  return { role: 'viewer', query: `{ ticket(id: "${id}") { ${fields} } }` }
}

/** What no replica answers, about days that few others ask about: the vendor has to be waited for. */
export function vendorQuestion(random: Random, now: number): Question {
  const day = (ago: number) => new Date(now - ago * 86_400_000).toISOString().slice(0, 10)
  const to = random.below(100)
  const range = `range: { from: "${day(to + 1 + random.below(200))}", to: "${day(to)}" }`
  const kinds: Question[] = [
    {
      role: 'viewer',
      query: `{ salesActivity(${range}) { phoneCalls { total } conversations { total } appointments funnel { label count } } }`,
    },
    { role: 'viewer', query: `{ websiteAnalytics(${range}) { pageViews sessions totalContacts newContacts } }` },
    {
      role: 'operator',
      query: `{ tenant(id: "${random.pick(['acme', 'globex'])}") {
        connectWise { tickets(search: "${random.pick(words)} ${random.below(100)}", first: 10) { id summary } }
      } }`,
    },
  ]
  return random.pick(kinds)
}

const words = ['phone', 'line', 'voice', 'call', 'router', 'port', 'number', 'mail', 'user', 'fax', 'trunk', 'queue']
