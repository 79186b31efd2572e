import { excerpt } from '../errors/excerpt.ts'
import type { ZodError } from 'zod'

/** An input error, as in `userErrors`. */
export interface UserError {
  readonly field: string[] | null
  readonly message: string
  readonly code: string
}

export const badInput = (field: string[] | null, message: string): UserError => ({
  field,
  message,
  code: 'BAD_USER_INPUT',
})

/** The tenant does not exist. */
export const noSuchTenant = (field: string, id: string): UserError => ({
  field: [field],
  message: `There is no tenant ${JSON.stringify(excerpt(id, 40))}.`,
  code: 'NOT_FOUND',
})

/** Converts every issue with its field path. Values may be secrets and are not repeated. */
export function toUserErrors({ issues }: ZodError): UserError[] {
  return issues.map(({ path, message }) => badInput(path.map(String), message))
}
