import { assignees, companies, priorities, statuses, type Directory } from '../names.ts'
import type { JsonSchema } from '../tool.ts'

/** Filters of tickets that take names as well as ids. */
export const ticketNames: Readonly<Record<string, Directory>> = {
  status: statuses,
  priority: priorities,
  company: companies,
  assignee: assignees,
}

export const textBounds: JsonSchema = { minLength: 1, maxLength: 300 }

/** Rows of a page. More than the most do not fit. */
export const rowBounds = (most: number): JsonSchema => ({ minimum: 1, maximum: most })

export const cursorBounds: JsonSchema = { minLength: 1, maxLength: 1_000 }
