import { gql, InMemoryCache } from '@apollo/client'
import { expect, test } from 'vitest'
import { changePolicy } from '../../../../client/graphql/change-policy.ts'

const query = gql`
  {
    change {
      id
      state
      cancelRequestedAt
      cancelledBy
      steps {
        kind
        state
        attempts
      }
    }
  }
`

type Step = readonly [kind: string, state: string, attempts: number]

const answer = (state: string, steps: readonly Step[], cancel: string | null = null) => ({
  change: {
    __typename: 'Change',
    id: 'acme:7F3K',
    state,
    cancelRequestedAt: cancel && '2026-03-18T10:00:00Z',
    cancelledBy: cancel,
    steps: steps.map(([kind, of, attempts]) => ({ __typename: 'ChangeStep', kind, state: of, attempts })),
  },
})

/** What the portal shows after these answers have arrived in this order. */
function after(...answers: ReturnType<typeof answer>[]): unknown {
  const cache = new InMemoryCache({ typePolicies: { Change: changePolicy } })
  for (const data of answers) cache.writeQuery({ query, data })
  return cache.readQuery({ query })
}

const sent: readonly Step[] = [
  ['NOTE', 'DONE', 1],
  ['TIME', 'PENDING', 1],
]
const done: readonly Step[] = [
  ['NOTE', 'DONE', 1],
  ['TIME', 'DONE', 2],
]

test('a synced change stays synced when an answer that was read before arrives late', () => {
  expect(after(answer('PENDING', sent), answer('DONE', done), answer('PENDING', sent))).toEqual(answer('DONE', done))
})

test('a cancelled change stays cancelled, with the name of its operator', () => {
  const skipped: readonly Step[] = [
    ['NOTE', 'DONE', 1],
    ['TIME', 'SKIPPED', 0],
  ]
  const cancelled = answer('CANCELLED', skipped, 'Priya Raman')
  expect(after(cancelled, answer('PENDING', sent))).toEqual(cancelled)
})

test('a failed change that is retried is pending again, and what was done stays done', () => {
  const failed: readonly Step[] = [
    ['NOTE', 'DONE', 1],
    ['TIME', 'FAILED', 1],
  ]
  expect(after(answer('FAILED', failed), answer('PENDING', sent))).toEqual(answer('PENDING', sent))
})

test('an answer that knows more replaces what was pending', () => {
  expect(after(answer('PENDING', sent), answer('DONE', done))).toEqual(answer('DONE', done))
})
