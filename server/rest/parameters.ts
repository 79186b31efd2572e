import { z } from 'zod'

const maxId = 2 ** 31 - 1

export const noParameters = z.strictObject({})

export const startDate = z
  .string()
  .optional()
  .describe('The first day (`2026-11-22`); of an instant its day in the portal’s time zone. This month’s first day.')

export const endDate = z
  .string()
  .optional()
  .describe('The last day, inclusive; of an instant its day in the portal’s time zone. This month’s last day.')

/** How many rows. */
export const limit = (usual: number, most: number) => z.int().min(1).max(most).default(usual).describe('How many rows.')

export const days = z.strictObject({ start_date: startDate, end_date: endDate })

export const id = (what: string) => z.int().min(1).max(maxId).describe(what)

export const tenantPath = z.strictObject({ tenantId: z.string().min(1).max(100).describe('The tenant’s id.') })

export const ticketPath = z.strictObject({ ...tenantPath.shape, ticketId: id('The ticket’s number.') })
