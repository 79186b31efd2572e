import { z } from 'zod'
import * as schemas from './connectwise-schemas.ts'
import { endpoint, type Endpoint, type Written } from './endpoint.ts'
import type {
  RestAddNoteMutation,
  RestAddTimeMutation,
  RestLogChangeMutation,
  RestSetStatusMutation,
} from './operation-types.gen.ts'
import { id, noParameters, ticketPath } from './parameters.ts'

const base = '/api/admin/tenant/:tenantId/connectwise/tickets/:ticketId'
const common = {
  method: 'POST',
  tag: 'connectwise',
  role: 'OPERATOR',
  pathParameters: ticketPath,
  query: noParameters,
  hasGraphKey: true,
} as const

const member = z.string().optional().describe('The member to attribute it to. That of the operator unless given.')
const hours = z.number().min(0).max(24).optional().describe('Hours, taken to the minute.')

const minutesOf = (given: number | undefined) => (given === undefined ? null : Math.round(given * 60))

const show = ({ change }: Written) => change && { data: { change }, freshness: null }

const addNote = endpoint({
  ...common,
  path: `${base}/notes`,
  summary: 'Adds a note, exactly once',
  body: z.strictObject({
    text: z.string(),
    internal: z.boolean().optional().describe('False: visible to the customer too. True unless given.'),
  }),
  operation: 'add-note',
  variables: ({ path, body }, { idempotencyKey }) => ({ input: { ...path, idempotencyKey, ...body } }),
  roots: [['addConnectWiseNote', 'change']],
  written: (result: RestAddNoteMutation) => result.addConnectWiseNote,
  show: (result: RestAddNoteMutation) => show(result.addConnectWiseNote),
  response: schemas.written,
})

const addTime = endpoint({
  ...common,
  path: `${base}/time`,
  summary: 'Adds a time entry, exactly once',
  body: z
    .strictObject({
      hours,
      minutes: z.int().optional().describe('Instead of hours.'),
      notes: z.string().optional(),
      memberIdentifier: member,
    })
    .refine((body) => (body.hours === undefined) !== (body.minutes === undefined), 'give either hours or minutes'),
  operation: 'add-time',
  variables({ path, body }, { idempotencyKey }) {
    const { hours: given, minutes = minutesOf(given), ...rest } = body
    return { input: { ...path, idempotencyKey, minutes, ...rest } }
  },
  roots: [['addConnectWiseTimeEntry', 'change']],
  written: (result: RestAddTimeMutation) => result.addConnectWiseTimeEntry,
  show: (result: RestAddTimeMutation) => show(result.addConnectWiseTimeEntry),
  response: schemas.written,
})

const setStatus = endpoint({
  ...common,
  method: 'PATCH',
  path: `${base}/status`,
  summary: 'Sets the status',
  body: z.strictObject({ statusId: id('A status of the ticket’s board.') }),
  operation: 'set-status',
  variables: ({ path, body }, { idempotencyKey }) => ({ input: { ...path, idempotencyKey, ...body } }),
  roots: [['updateConnectWiseStatus', 'change']],
  written: (result: RestSetStatusMutation) => result.updateConnectWiseStatus,
  show: (result: RestSetStatusMutation) => show(result.updateConnectWiseStatus),
  response: schemas.written,
})

const logChange = endpoint({
  ...common,
  path: `${base}/log-change`,
  summary: 'Logs a change: a note, time and optionally a new status, each exactly once',
  body: z.strictObject({
    noteText: z.string(),
    memberIdentifier: member,
    hours: hours.describe('Hours, taken to the minute; 0: no time entry. The tenant’s default unless given.'),
    statusId: id('A status of the ticket’s board.').optional(),
  }),
  operation: 'log-change',
  variables({ path, body }, { idempotencyKey }) {
    const { noteText: note, hours: given, ...rest } = body
    return { input: { ...path, idempotencyKey, note, minutes: minutesOf(given), ...rest } }
  },
  roots: [['logChange', 'change']],
  written: (result: RestLogChangeMutation) => result.logChange,
  show: (result: RestLogChangeMutation) => show(result.logChange),
  response: schemas.logged,
})

/** What existing pages change on tickets. */
export const connectwiseWrites: readonly Endpoint[] = [addNote, addTime, setStatus, logChange]
