import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { usualChangeTimes } from '../../../../server/changes/change-times.ts'
import { decideAfterCall, decideStep } from '../../../../server/changes/delivery/decide-step.ts'
import type { StepFacts } from '../../../../server/changes/delivery/step-facts.ts'
import { decisionRows } from './decision-rows.ts'

const logged: StepFacts = {
  kind: 'NOTE',
  isCancelled: false,
  sentAgeMs: null,
  ownAgeMs: Infinity,
  attempts: 0,
  reason: null,
  isStatusOverruled: false,
  isTicketKnown: true,
  isRateLimited: false,
  access: { kind: 'granted' },
}

describe.each([...Map.groupBy(decisionRows, ({ rule }) => rule)])('rule %s', (_, rows) => {
  test.each(rows.map((row) => [row.fact, row] as const))('%s', (__, { facts, after, decided }) => {
    const all = { ...logged, ...facts }
    expect(after ? decideAfterCall(all, usualChangeTimes, after) : decideStep(all, usualChangeTimes)).toEqual(decided)
  })
})

test('docs/exactly-once.md names every row at its rule, and no other', () => {
  const page = readFileSync('docs/exactly-once.md', 'utf8').replaceAll(/\s+/g, ' ')
  const section = page.split('## The rules, row by row')[1]?.split(' ## ')[0] ?? ''
  const named = [...section.matchAll(/\| (\S+) \| ([^|]+?) (?=\|)/g)].map(([, rule, fact]) => [rule, fact])
  expect(named.filter(([rule]) => !['Rule', ':---'].includes(rule!) && !rule!.startsWith('-'))).toEqual(
    decisionRows.map(({ rule, fact }) => [rule, fact]),
  )
})
