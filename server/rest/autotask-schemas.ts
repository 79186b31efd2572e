import { z } from 'zod'

const instant = z.iso.datetime()
const day = z.iso.date()
const count = z.int().min(0)
const hours = z.number().nullable()

export const ticket = z.strictObject({
  id: z.string(),
  ticket_number: z.string(),
  title: z.string(),
  status: z.string().describe('The label of the status.'),
  priority: z.string().describe('The label of the priority.'),
  company_name: z.string().nullable(),
  assigned_resource: z.string().nullable().describe('The name of the person it is assigned to.'),
  created_date: instant,
  completed_date: instant.nullable(),
  due_date: instant.nullable(),
  last_activity_date: instant.nullable(),
  hours_logged: hours,
})

export const tickets = z.array(ticket)

const counts = z.record(z.string(), count).describe('Numbers of tickets by label.')

export const summary = z.strictObject({
  total_tickets: count.describe('Tickets created in the period.'),
  open_tickets: count.describe('Those without a completion date.'),
  completed_tickets: count.describe('Those with a completion date.'),
  tickets_by_status: counts,
  tickets_by_priority: counts,
  average_resolution_hours: hours,
  total_hours_logged: hours,
  average_hours_per_ticket: hours,
  period: z.strictObject({ start: day, end: day }),
})

const report = {
  summary,
  hours_worked: hours,
  hours_by_resource: z.array(z.strictObject({ name: z.string(), hours: z.number() })).nullable(),
  tickets: tickets.nullable().describe('At most 100, newest first; next_cursor goes on in /api/autotask/tickets.'),
}

export const dailyReport = z.strictObject({ date: day, ...report })

export const monthlyReport = z.strictObject({
  year: z.int(),
  month: z.int().min(1).max(12),
  ...report,
  daily: z.array(z.strictObject({ date: day, created: count, completed: count })),
})
