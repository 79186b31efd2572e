import { z } from 'zod'
import { explainOddCharacter } from '../config/odd-character.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import { normaliseBaseUrl } from '../vendors/connectwise/index.ts'

/*
 * Validation of saved credentials. Keys are sent in a header, joined by `+` and `:`, so they may contain neither, nor
 * blanks or non-ASCII characters. Surrounding blanks are trimmed.
 */

const maxId = 2 ** 31 - 1
const id = z.int('must be a whole number').min(1, 'must be at least 1').max(maxId, `must be at most ${maxId}`)

/** Names the offending character and its position, but not the value: it may be a secret. */
const plain = (what: string, maxLength: number) =>
  z
    .string()
    .trim()
    .max(maxLength, { message: `${what} has at most ${maxLength} characters.`, abort: true })
    .superRefine((value, context) => {
      const problem = explainOddCharacter(value)
      if (problem !== null) context.addIssue({ code: 'custom', message: `${what} ${problem}.`, continue: false })
    })

const secret = (what: string) =>
  plain(what, 200).regex(/^[!-9;-~]*$/, `${what} has only letters, digits and signs, without blanks and colons.`)

const companyId = plain('The company id', 50)
  .min(1, 'The company id is missing: it is the one of ConnectWise’s own sign-in.')
  .regex(/^[^\s+:\p{Cc}\p{Cs}]*$/u, 'The company id has no blanks, plus signs or colons.')

const member = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9._-]{1,15}$/, 'A member identifier has 1 to 15 letters, digits, dots, hyphens and underscores.')

/** Empty means unset. */
const optional = <T extends z.ZodType<string, string>>(schema: T) =>
  z
    .preprocess((value) => (typeof value === 'string' && value.trim() === '' ? null : value), schema.nullish())
    .transform((value) => value ?? null)

const name = (what: string) =>
  z
    .string()
    .trim()
    .max(50, `${what} has at most 50 characters.`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, `${what} has no control characters.`)

const email = z
  .string()
  .trim()
  .max(250, 'An e-mail address has at most 250 characters.')
  .regex(/^[^\s@\p{Cc}\p{Cs}]+@[^\s@\p{Cc}\p{Cs}]+$/u, 'This is no e-mail address.')
  .transform((value) => value.toLowerCase())

const unique =
  <T>(keyOf: (entry: T) => unknown, message: string) =>
  (entries: readonly T[], context: z.core.$RefinementCtx): void => {
    const seen = new Set<unknown>()
    for (const [index, entry] of entries.entries()) {
      if (seen.has(keyOf(entry))) context.addIssue({ code: 'custom', message, path: [index] })
      seen.add(keyOf(entry))
    }
  }

/** @param allowedHosts origins beyond ConnectWise's own */
export function createCredentialInput(allowedHosts: readonly string[]) {
  const baseUrl = z.string().transform((text, context) => {
    try {
      return normaliseBaseUrl(text, allowedHosts).href
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error
      context.addIssue({ code: 'custom', message: error.message })
      return z.NEVER
    }
  })
  return z.object({
    baseUrl,
    companyId,
    publicKey: secret('The public key'),
    privateKey: secret('The private key'),
    clientId: secret('The client id'),
    defaultTimeMinutes: z.int().min(0, 'From 0 to 1440 minutes.').max(1_440, 'From 0 to 1440 minutes.'),
    autoUpdateStatus: z.boolean(),
    defaultStatuses: z
      .array(z.object({ boardId: id, statusId: id }))
      .max(500, 'At most 500 boards.')
      .superRefine(unique(({ boardId }) => boardId, 'This board is there twice.')),
    defaultMemberIdentifier: optional(member),
    memberMap: z
      .array(z.object({ email, memberIdentifier: member }))
      .max(2_000, 'At most 2,000 people.')
      .superRefine(unique((entry) => entry.email, 'This e-mail address is there twice.'))
      .nullish(),
    workRole: optional(name('A work role')),
    workType: optional(name('A work type')),
  })
}
