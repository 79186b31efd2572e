import { z } from 'zod'

const count = z.int().min(0)
const text = z.string().nullable()
const money = z.number().describe('In the account’s currency.')

export const crm = z.strictObject({
  contacts_count: count,
  deals_count: count,
  companies_count: count,
  total_deal_value: money,
})

export const contacts = z.array(
  z.strictObject({
    id: z.string(),
    firstname: text,
    lastname: text,
    email: text,
    company: text,
    createdate: z.iso.datetime(),
    lastmodifieddate: z.iso.datetime(),
  }),
)

export const pipeline = z.strictObject({
  pipeline_name: z.string(),
  stages: z.array(z.strictObject({ stage: z.string(), deal_count: count, total_value: money })),
  total_deals: count,
  total_value: money,
})

export const analytics = z.strictObject({
  total_page_views: count.nullable(),
  total_sessions: count.nullable(),
  total_contacts: count.nullable().describe('Contacts there are now.'),
  new_contacts_this_month: count.nullable().describe('Contacts created in the days asked for; this month by default.'),
  form_submissions: count.nullable(),
  average_session_duration: z.number().nullable().describe('In seconds.'),
})

export const forms = z.array(
  z.strictObject({
    form_id: z.string(),
    form_name: z.string(),
    submissions: count.nullable(),
    conversion_rate: z.number().nullable().describe('Submissions per view, from 0 to 1.'),
  }),
)

export const stats = z.strictObject({
  crm: crm.nullable(),
  pipeline: pipeline.nullable(),
  analytics: analytics.nullable(),
  forms: forms.nullable(),
  recent_contacts: contacts.nullable(),
})
