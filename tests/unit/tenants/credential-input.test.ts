import { expect, test } from 'vitest'
import { createCredentialInput } from '../../../server/tenants/credential-input.ts'
import { toUserErrors } from '../../../server/tenants/user-errors.ts'

const schema = createCredentialInput([])
const good = {
  baseUrl: 'na.myconnectwise.net',
  companyId: 'acme',
  publicKey: 'Public1',
  privateKey: 'private-1',
  clientId: 'client-1',
  defaultTimeMinutes: 15,
  autoUpdateStatus: false,
  defaultStatuses: [],
}
const errorsOf = (changes: object) => {
  const parsed = schema.safeParse({ ...good, ...changes })
  return parsed.success ? [] : toUserErrors(parsed.error).map(({ field, message }) => [field?.join('.'), message])
}

test('blanks around what was pasted are taken off', () => {
  expect(schema.parse({ ...good, privateKey: ' private-1\n' })).toMatchObject({ privateKey: 'private-1' })
})

test.each([
  ['publicKey', 'Pub\u2019lic', 'The public key has a typographic quote or apostrophe at position 4'],
  ['privateKey', 'private\u200b-1', 'The private key has an invisible character at position 8'],
  ['privateKey', 'pri\u0000vate', 'The private key has a control character at position 4'],
  ['clientId', 'gr\u00fcn', 'The client id has a character beyond plain ASCII at position 3'],
  ['companyId', 'ac\u00a0me', 'The company id has a blank that is no plain blank at position 3'],
])('%s with a sign that came along is refused by its position, and not repeated', (field, value, problem) => {
  expect(errorsOf({ [field]: value })).toEqual([[field, `${problem}: copy it anew as plain text.`]])
})

test('a key of 1 MiB is refused for its length alone', () => {
  expect(errorsOf({ privateKey: '\u200b'.repeat(1_048_576) })).toEqual([
    ['privateKey', 'The private key has at most 200 characters.'],
  ])
})
