import type { ChangeTimes } from '../../../server/changes/change-times.ts'

/** Deliveries as usual, about twenty times as fast. */
export const fastTimes: Partial<ChangeTimes> = {
  pollMs: 50,
  leaseMs: 2_500,
  timeoutMs: 500,
  lateStoreMs: 500,
  marginMs: 600,
  waitMs: 5_000,
  backoffMs: 50,
  patienceMs: 500,
}

export const changeFields = `id ticketId kind note minutes statusId memberIdentifier operator state finishedAt
  steps { kind state attempts vendorId reason finishedAt }`

export const logChange = `mutation ($input: LogChangeInput!) {
  logChange(input: $input) {
    change { ${changeFields} }
    ticket { ticketId status { id } }
    userErrors { field message code }
  }
}`

export interface LoggedStep {
  kind: string
  state: string
  attempts: number
  vendorId: string | null
  reason: string | null
  finishedAt: string | null
}

export interface LoggedChange {
  id: string
  note: string
  minutes: number
  state: string
  operator: string
  memberIdentifier: string | null
  statusId: number | null
  steps: LoggedStep[]
}

export interface LogChangeAnswer {
  logChange: {
    change: LoggedChange | null
    ticket: { ticketId: number; status: { id: number } } | null
    userErrors: { field: string[] | null; message: string; code: string }[]
  }
}
