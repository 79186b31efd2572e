/** What is wrong with an input, as the SDL's `UserError`. */
export interface UserError {
  readonly field: readonly string[] | null
  readonly message: string
  readonly code: string
}

/** Something in the input has to be mended. */
export const inputError = (field: readonly string[], message: string): UserError => ({
  field,
  message,
  code: 'BAD_USER_INPUT',
})

/** What the input names is not there. */
export const notFound = (field: readonly string[], message: string): UserError => ({
  field,
  message,
  code: 'NOT_FOUND',
})
