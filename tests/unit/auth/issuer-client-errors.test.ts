import { ClientError } from 'openid-client'
import { expect, test } from 'vitest'
import { toGrantError, toSignInError } from '../../../server/auth/issuer-client-errors.ts'
import { SignInLimitError } from '../../../server/auth/sign-in-limits.ts'

test.each([
  ['OAUTH_TIMEOUT', 'IssuerUnavailableError'],
  ['OAUTH_ABORT', 'IssuerUnavailableError'],
  ['OAUTH_RESPONSE_IS_NOT_CONFORM', 'IssuerUnavailableError'],
  ['OAUTH_RESPONSE_IS_NOT_JSON', 'IssuerUnavailableError'],
  ['OAUTH_JWT_CLAIM_COMPARISON_FAILED', 'SignInError'],
  [undefined, 'SignInError'],
])('an exchange that fails with %s is a %s, with its cause', (code, name) => {
  const cause = Object.assign(new ClientError('reason'), { code })

  expect(toSignInError(cause)).toMatchObject({ name, cause })
})

test('an exchange that is one too many is a failed sign-in that says so', () => {
  expect(toSignInError(new SignInLimitError('Too many.'))).toMatchObject({
    name: 'SignInError',
    failure: 'busy',
    message: 'Too many.',
    returnTo: '/',
  })
})

test('what nothing is known of counts as an issuer that is unavailable, and ends no session', () => {
  const cause = new TypeError('fetch failed')

  expect([toSignInError(cause), toGrantError(cause)]).toMatchObject([
    { name: 'IssuerUnavailableError', cause },
    { name: 'IssuerUnavailableError', cause },
  ])
})
