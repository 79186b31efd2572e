// The part of `GET /__sim/state` of the Autotask simulator that the figures read. Rows are wire-shaped: ids are numbers,
// instants are ISO strings (UTC, a missing zone means UTC), plain dates arrive as midnight UTC, unset is null or ''.

export type PicklistValue = {
  value: string
  label: string
  sortOrder: number
  isActive: boolean
  parentValue: string | null
}

/** By wire collection, then by field: `picklists.Tickets.status`. */
export type Picklists = Record<string, Record<string, PicklistValue[]>>

export type WireTicket = {
  id: number
  ticketNumber: string
  title: string | null
  description: string | null
  status: number
  priority: number
  queueID: number | null
  issueType: number | null
  subIssueType: number | null
  source: number | null
  companyID: number | null
  contactID: number | null
  contractID: number | null
  assignedResourceID: number | null
  createDate: string
  completedDate: string | null
  resolvedDateTime: string | null
  firstResponseDateTime: string | null
  dueDateTime: string | null
  lastActivityDate: string | null
  lastTrackedModificationDateTime: string | null
  /** Seen as true and false, as these words, and as 1 and 0. */
  serviceLevelAgreementHasBeenMet: boolean | string | number | null
}

export type WireTimeEntry = {
  id: number
  ticketID: number | null
  resourceID: number | null
  hoursWorked: number | null
  /** Midnight UTC of the work date: a plain date. */
  dateWorked: string | null
  createDateTime?: string | null
  startDateTime: string | null
  endDateTime: string | null
  summaryNotes: string | null
}

export type WireCompany = { id: number; companyName: string }

export type WireContact = {
  id: number
  firstName: string | null
  lastName: string | null
  emailAddress: string | null
  phone: string | null
}

export type WireResource = { id: number; firstName: string | null; lastName: string | null; email: string | null }

export type WireContract = {
  id: number
  contractName: string | null
  contractType: number | null
  /** Plain dates, midnight UTC. */
  startDate: string | null
  endDate: string | null
}

export type WireToDo = {
  id: number
  actionType: number
  activityDescription: string | null
  assignedToResourceID: number | null
  companyID: number | null
  startDateTime: string | null
  completedDate: string | null
}

export type WireCompanyNote = {
  id: number
  actionType: number
  name: string | null
  note: string | null
  assignedResourceID: number | null
  companyID: number | null
  startDateTime: string | null
  completedDateTime: string | null
}

export type WireOpportunity = {
  id: number
  stage: number | null
  /** 2 lost, 3 closed (won), 4 implemented. */
  status: number | null
  amount: number | null
  createDate: string
}

export type WireAppointment = { id: number; startDateTime: string | null }

export type AutotaskState = {
  rocQueueID: number
  picklists: Picklists
  Tickets: WireTicket[]
  TimeEntries: WireTimeEntry[]
  Companies: WireCompany[]
  Contacts: WireContact[]
  Resources: WireResource[]
  Contracts: WireContract[]
  CompanyToDos: WireToDo[]
  CompanyNotes: WireCompanyNote[]
  Opportunities: WireOpportunity[]
  Appointments: WireAppointment[]
}
