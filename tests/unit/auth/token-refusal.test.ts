import { errors } from 'jose'
import { expect, test } from 'vitest'
import { toRefusal } from '../../../server/auth/token-refusal.ts'

const claimError = (claim: string, reason: string) => new errors.JWTClaimValidationFailed('x', {}, claim, reason)

test.each<[Error, string]>([
  [new errors.JWTExpired('x', {}), 'The access token has expired. Get a new one.'],
  [claimError('sub', 'missing'), 'The access token has no claim "sub".'],
  [claimError('iss', 'check_failed'), 'The access token comes from the wrong issuer.'],
  [claimError('aud', 'check_failed'), 'The access token is for another audience.'],
  [claimError('nbf', 'check_failed'), 'The access token is not yet valid.'],
  [claimError('iss', 'invalid'), 'The claim "iss" of the access token is not valid.'],
  [claimError('aud', 'invalid'), 'The claim "aud" of the access token is not valid.'],
  [claimError('nbf', 'invalid'), 'The claim "nbf" of the access token is not valid.'],
  [claimError('iat', 'check_failed'), 'The claim "iat" of the access token is not valid.'],
  [new errors.JWSInvalid('x'), 'The access token is not a signed JWT.'],
])('%s is UNAUTHENTICATED, with its cause for the log', (error, message) => {
  expect(toRefusal(error)).toMatchObject({ code: 'UNAUTHENTICATED', message, cause: error })
})

test.each([new TypeError('a fault of ours'), new errors.JWKSTimeout()])('%s is not about the token', (error) => {
  expect(toRefusal(error)).toBe(error)
})
