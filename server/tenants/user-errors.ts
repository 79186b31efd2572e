import type { ZodError } from 'zod'
import { excerpt } from '../errors/excerpt.ts'
import { inputError, notFound, type UserError } from '../errors/user-error.ts'

/** The tenant does not exist. */
export const noSuchTenant = (field: string, id: string): UserError =>
  notFound([field], `There is no tenant ${JSON.stringify(excerpt(id, 40))}.`)

/** Converts every issue with its field path. Values may be secrets and are not repeated. */
export function toUserErrors({ issues }: ZodError): UserError[] {
  return issues.map(({ path, message }) => inputError(path.map(String), message))
}
