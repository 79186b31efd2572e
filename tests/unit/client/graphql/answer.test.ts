import { CombinedGraphQLErrors } from '@apollo/client/errors'
import { expect, test, vi } from 'vitest'

// The build makes this module; no operation is sent here.
vi.mock('virtual:persisted-operations', () => ({ default: {} }))

interface Answer {
  readonly data: string | undefined
  readonly isPrevious: boolean
}

// Not by name: their types include the module that the build makes.
const load = (path: string): Promise<unknown> => import(/* @vite-ignore */ path)
const client = new URL('../../../../client/graphql/', import.meta.url).href
const { answerOf } = (await load(`${client}answer.ts`)) as {
  answerOf: (result: { data?: string; previousData?: string; error?: unknown }) => Answer
}
const { GatewayError } = (await load(`${client}gateway-link.ts`)) as {
  GatewayError: new (message: string, facts: { status: number; code?: string }) => Error
}

const failed = (code: string) => new CombinedGraphQLErrors({ errors: [{ message: code, extensions: { code } }] })
const away = (status: number) => new GatewayError('No answer.', { status })

test.each([
  ['an answer', { data: 'new', previousData: 'old' }, 'new', false],
  ['an answer with an error', { data: 'new', previousData: 'old', error: failed('VENDOR_TIMEOUT') }, 'new', false],
  ['no answer yet', { previousData: 'old' }, 'old', true],
  ['no answer and nothing before', {}, undefined, false],
  ['an error', { previousData: 'old', error: failed('VENDOR_TIMEOUT') }, undefined, false],
  ['a lost connection', { previousData: 'old', error: away(0) }, 'old', true],
  ['a gateway that cannot answer', { previousData: 'old', error: away(502) }, 'old', true],
  [
    'an ended session',
    { previousData: 'old', error: new GatewayError('', { status: 401, code: 'UNAUTHENTICATED' }) },
    'old',
    true,
  ],
  [
    'too many before it',
    { previousData: 'old', error: new GatewayError('', { status: 429, code: 'TOO_MANY_REQUESTS' }) },
    'old',
    true,
  ],
])('of an operation with %s', (_, result, data, isPrevious) => {
  expect(answerOf(result)).toMatchObject({ data, isPrevious })
})
