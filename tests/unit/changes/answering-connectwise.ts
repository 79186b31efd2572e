import type { CallLimits, ConnectWiseWriter } from '../../../server/vendors/connectwise/index.ts'
import type { Ticket } from '../../../server/vendors/connectwise/types.ts'

/** Ticket 1, on a board of its own. */
export const ticket: Ticket = {
  id: 1,
  kind: 'service',
  summary: 'Phones',
  status: { id: 1, name: 'New' },
  board: { id: 5, name: 'Voice' },
  company: null,
  contact: null,
  owner: null,
  priority: null,
  recordType: null,
  closed: false,
  enteredAt: null,
  updatedAt: null,
}

export const status = (id: number, name: string) => ({ id, name, isClosed: false, isInactive: false, sortOrder: id })

type Asked = {
  [Name in keyof ConnectWiseWriter]: readonly [Name, ...Parameters<ConnectWiseWriter[Name]>]
}[keyof ConnectWiseWriter]

/** A ConnectWise that takes everything and finds nothing, unless its answers are set, and keeps what it was asked. */
export function createAnsweringConnectWise() {
  const asked: Asked[] = []
  const answers: ConnectWiseWriter = {
    readTicket: async () => ticket,
    statuses: async () => [status(1, 'New'), status(10, 'Done')],
    addNote: async () => 101,
    findNote: async () => null,
    addTimeEntry: async () => 102,
    findTimeEntry: async () => null,
    setStatus: async (_, statusId) => statusId,
  }
  const writer: ConnectWiseWriter = {
    readTicket: (...given) => (asked.push(['readTicket', ...given]), answers.readTicket(...given)),
    statuses: (...given) => (asked.push(['statuses', ...given]), answers.statuses(...given)),
    addNote: (...given) => (asked.push(['addNote', ...given]), answers.addNote(...given)),
    findNote: (...given) => (asked.push(['findNote', ...given]), answers.findNote(...given)),
    addTimeEntry: (...given) => (asked.push(['addTimeEntry', ...given]), answers.addTimeEntry(...given)),
    findTimeEntry: (...given) => (asked.push(['findTimeEntry', ...given]), answers.findTimeEntry(...given)),
    setStatus: (...given) => (asked.push(['setStatus', ...given]), answers.setStatus(...given)),
  }
  return {
    writer,
    answers,
    asked,
    /** The names of the calls so far, in order. */
    calls: () => asked.map(([name]) => name),
    /** The limits of the last call. */
    lastLimits: () => asked.at(-1)?.at(-1) as CallLimits,
    forget: () => void asked.splice(0),
  }
}
