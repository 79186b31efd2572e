import { z } from 'zod'

const reference = z.strictObject({ id: z.int(), name: z.string() })

const ticketFields = {
  id: z.int().describe('The ticket’s number.'),
  summary: z.string(),
  status: reference,
  board: reference,
  company: reference.nullable(),
  contact: reference.nullable(),
  owner: reference.nullable(),
  priority: reference.nullable(),
  closed: z.boolean(),
}

export const foundTickets = z.array(z.strictObject(ticketFields))

export const ticket = z.strictObject({
  ...ticketFields,
  notes: z
    .array(
      z.strictObject({
        id: z.string(),
        text: z.string(),
        author: z.string().nullable(),
        createdAt: z.iso.datetime().nullable(),
        internal: z.boolean(),
      }),
    )
    .nullable(),
  timeEntries: z
    .array(
      z.strictObject({
        id: z.string(),
        hours: z.number(),
        member: z.string().nullable(),
        notes: z.string().nullable(),
        startedAt: z.iso.datetime(),
      }),
    )
    .nullable(),
  availableStatuses: z.array(z.strictObject({ id: z.int(), name: z.string(), isClosed: z.boolean() })).nullable(),
})

export const credentials = z.strictObject({
  baseUrl: z.string(),
  companyId: z.string(),
  publicKeyHint: z.string().describe('The last characters.'),
  clientIdHint: z.string().describe('The last characters.'),
  defaultTimeMinutes: z.int(),
  autoUpdateStatus: z.boolean(),
  defaultStatuses: z.array(z.strictObject({ boardId: z.int(), statusId: z.int() })),
  defaultMemberIdentifier: z.string().nullable(),
  memberMap: z.array(z.strictObject({ email: z.string(), memberIdentifier: z.string() })),
  workRole: z.string().nullable(),
  workType: z.string().nullable(),
  updatedAt: z.iso.datetime(),
  updatedBy: z.string(),
})

const state = z.enum(['PENDING', 'DONE', 'FAILED', 'CANCELLED'])

export const written = z.strictObject({ change: z.strictObject({ id: z.string(), state }) })

export const logged = z.strictObject({
  change: z.strictObject({
    id: z.string(),
    state,
    steps: z.array(
      z.strictObject({
        kind: z.enum(['NOTE', 'TIME', 'STATUS']),
        state: z.enum(['PENDING', 'DONE', 'FAILED', 'SKIPPED']),
        reason: z.string().nullable(),
      }),
    ),
  }),
})
