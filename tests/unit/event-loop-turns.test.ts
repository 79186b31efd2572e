import { expect, test } from 'vitest'
import { nextTurn } from '../../server/event-loop-turns.ts'

/** Counts the turns of the event loop. */
function countTurns() {
  let turns = 0
  let isCounting = true
  const count = () => {
    turns += 1
    if (isCounting) setImmediate(count)
  }
  setImmediate(count)
  return { turns: () => turns, stop: () => void (isCounting = false) }
}

test('of all work that waits, one step runs in each turn of the event loop, in the order of asking', async () => {
  const counter = countTurns()
  const steps: { name: string; turn: number }[] = []
  const work = async (name: string) => {
    for (let step = 0; step < 3; step++) {
      await nextTurn()
      steps.push({ name, turn: counter.turns() })
    }
  }
  await Promise.all([work('a'), work('b'), work('c')])
  counter.stop()

  expect(steps.map(({ name }) => name).join('')).toBe('abcabcabc')
  expect(new Set(steps.map(({ turn }) => turn)).size).toBe(9)
})
