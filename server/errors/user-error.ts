import type { UserErrorCode } from '../enums.gen.ts'

/** An input error, as the SDL's `UserError`. */
export interface UserError {
  readonly field: readonly string[] | null
  readonly message: string
  readonly code: UserErrorCode
}

/** The input must be corrected. */
export const inputError = (field: readonly string[] | null, message: string): UserError => ({
  field,
  message,
  code: 'BAD_USER_INPUT',
})

/** The input refers to something that does not exist. */
export const notFound = (field: readonly string[], message: string): UserError => ({
  field,
  message,
  code: 'NOT_FOUND',
})
