// The part of `GET /__sim/state` of the ConnectWise simulator that is read here, by company id. Rows are wire-shaped: what
// would be null is absent, instants are `YYYY-MM-DDTHH:mm:ssZ`.

export type WireRef = { id: number; name?: string; identifier?: string }

export type WireInfo = { lastUpdated?: string; dateEntered?: string }

export type WireTicket = {
  id: number
  summary: string
  recordType?: string
  board: WireRef
  status: WireRef
  company?: WireRef
  contact?: WireRef
  owner?: WireRef
  priority?: WireRef
  type?: WireRef
  location?: WireRef
  closedFlag?: boolean
  actualHours?: number
  _info?: WireInfo
}

export type WireNote = {
  id: number
  ticketId: number
  text?: string
  detailDescriptionFlag?: boolean
  internalAnalysisFlag?: boolean
  resolutionFlag?: boolean
  externalFlag?: boolean
  member?: WireRef
  contact?: WireRef
  dateCreated?: string
  createdBy?: string
}

export type WireTimeEntry = {
  id: number
  chargeToId?: number
  chargeToType?: string
  member?: WireRef
  timeStart: string
  timeEnd?: string
  actualHours?: number
  notes?: string
}

export type WireStatus = {
  id: number
  name: string
  board: WireRef
  sortOrder: number
  inactive: boolean
  closedStatus: boolean
  timeEntryNotAllowed: boolean
}

export type WireMember = { id: number; identifier: string; inactiveFlag: boolean; licenseClass: string }

/** Everything one company's ConnectWise holds, as far as it is read. */
export type CompanyState = {
  tickets: WireTicket[]
  projectTickets: WireTicket[]
  notes: WireNote[]
  timeEntries: WireTimeEntry[]
  boards: (WireRef & { projectFlag: boolean })[]
  statuses: WireStatus[]
  members: WireMember[]
  closingRules: { id: number; requires?: string[] }[]
}

/** By company id. */
export type ConnectWiseState = Record<string, CompanyState>
