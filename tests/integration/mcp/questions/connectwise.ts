import { expectedSearch } from '../../../support/oracle/connectwise/search.ts'
import type { CompanyState } from '../../../support/oracle/connectwise/state.ts'
import type { Question, Records } from './question.ts'

const companyOf = ({ connectWise }: Records) => connectWise['acme'] as unknown as CompanyState

const openTicket = (records: Records) => companyOf(records).tickets.find(({ summary }) => /[a-z]{4}/i.test(summary))!

const wordOf = (records: Records) => /[a-z]{4,}/i.exec(openTicket(records).summary)![0]

const found = (records: Records, search: string, first: number) =>
  expectedSearch(companyOf(records), search, first).map((ticketId) => ({ ticketId }))

export const connectWiseQuestions: readonly Question[] = [
  {
    asks: 'Which tickets of a tenant at ConnectWise are about something?',
    tool: 'find_connectwise_tickets',
    role: 'operator',
    arguments: (records) => ({ tenant: 'acme', search: wordOf(records) }),
    expected: (records) => ({ tickets: found(records, wordOf(records), 10) }),
    scope: (records) => ['acme', `"${wordOf(records)}"`],
  },
  {
    asks: 'Which ticket of a tenant at ConnectWise has this number?',
    tool: 'find_connectwise_tickets',
    role: 'operator',
    arguments: (records) => ({ tenant: 'acme', search: String(openTicket(records).id), first: 5 }),
    expected: (records) => ({ tickets: found(records, String(openTicket(records).id), 5) }),
    scope: () => ['ConnectWise of tenant'],
  },
]
