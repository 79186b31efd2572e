import { expect, test } from 'vitest'
import { createUnansweredSends } from '../../../../server/changes/delivery/unanswered-sends.ts'

const settledMs = 22_000

function start() {
  let now = 0
  const stopwatch = () => {
    const begun = now
    return { atLeast: () => now - begun, atMost: () => now - begun }
  }
  return { sends: createUnansweredSends(settledMs), stopwatch, pass: (ms: number) => void (now += ms) }
}

test('a send is as old as its stopwatch says, and one that is not kept may be of any age', () => {
  const { sends, stopwatch, pass } = start()
  sends.add('1 NOTE', stopwatch())
  pass(500)

  expect([sends.ageMs('1 NOTE'), sends.ageMs('1 TIME')]).toEqual([500, Infinity])
  sends.forget('1 NOTE')
  expect([sends.ageMs('1 NOTE'), sends.size]).toEqual([Infinity, 0])
})

test('a send that another gateway ends is not kept for ever', () => {
  const { sends, stopwatch, pass } = start()
  for (let nth = 0; nth < 1_000; nth++) {
    sends.add(`${nth} NOTE`, stopwatch())
    pass(1_000)
  }

  expect(sends.size).toBe(23)
  expect([sends.ageMs('978 NOTE'), sends.ageMs('900 NOTE')]).toEqual([settledMs, Infinity])
})
