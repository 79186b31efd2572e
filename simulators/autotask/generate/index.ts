import type { AutotaskWorld, WorldOptions } from '../world.ts'
import { generateAppointments } from './appointments.ts'
import { generateCompanies } from './companies.ts'
import { generateCompanyNotes } from './company-notes.ts'
import { generateContacts } from './contacts.ts'
import { generateContracts } from './contracts.ts'
import { createTimeline } from './local-time.ts'
import { generateOpportunities } from './opportunities.ts'
import { generateResources } from './people.ts'
import { generatePicklists } from './picklists.ts'
import { createRandom } from './random.ts'
import { createWorkMoments } from './rhythm.ts'
import { rocQueueID } from './ticket-picklists.ts'
import { planTickets } from './ticket-plans.ts'
import { ticketRecord } from './ticket-records.ts'
import { generateTimeEntries } from './time-entries.ts'
import { generateToDos } from './to-dos.ts'

/**
 * A managed-service provider's Autotask database: twelve months of it up to `now`, and what is planned for the weeks
 * after. The same seed, scale and now give equal records; each call gives its own, free to be changed.
 *
 * Every collection draws from its own stream, so that one more draw in one leaves the others as they are.
 */
export function generateAutotaskWorld({ seed, scale, now }: WorldOptions): AutotaskWorld {
  const stream = (name: string) => createRandom(seed, name)
  const timeline = createTimeline(now)
  const moments = createWorkMoments(timeline)

  const resources = generateResources(stream('Resources'))
  const { staff } = resources
  const { records: companyRecords, companies } = generateCompanies(stream('Companies'), timeline, scale, staff)
  const { records: contactRecords, contactsOf } = generateContacts(stream('Contacts'), timeline, companies)
  const contracts = generateContracts(stream('Contracts'), timeline, companies, contactsOf)
  const { contractsOf } = contracts

  const shared = { timeline, moments, scale, staff, companies, contactsOf }
  const tickets = planTickets(stream('Tickets'), { ...shared, contractsOf })
  const ticketDetails = stream('Tickets, details')

  const opportunities = generateOpportunities(stream('Opportunities'), shared)
  const activitySources = { ...shared, opportunitiesOf: opportunities.opportunitiesOf, taken: new Set<string>() }
  const toDos = generateToDos(stream('CompanyToDos'), activitySources)

  return {
    Tickets: tickets.map((plan) => ticketRecord(ticketDetails, plan, staff, timeline)),
    TimeEntries: generateTimeEntries(stream('TimeEntries'), { ...shared, tickets }),
    Companies: companyRecords,
    Contacts: contactRecords,
    Resources: resources.records,
    CompanyToDos: toDos.records,
    CompanyNotes: generateCompanyNotes(stream('CompanyNotes'), activitySources, toDos.completed),
    Opportunities: opportunities.records,
    Appointments: generateAppointments(stream('Appointments'), shared),
    Contracts: contracts.records,
    picklists: generatePicklists(),
    rocQueueID,
  }
}
