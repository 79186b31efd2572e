import { expect, test } from 'vitest'
import { operationTurn } from '../../../server/limits/operation-turns.ts'

/** Works without a pause, as an operation does whose values are at hand. */
function work(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

/** An operation that arrives in a callback of its own, as requests do. */
function execute(ms: number, onDone: () => void, caller = 'one'): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(async () => {
      await operationTurn(caller)
      work(ms)
      onDone()
      resolve()
    })
  })
}

/** Counts turns of the event loop. */
function countTurns() {
  const turns = { count: 0, isOver: false }
  const next = () => {
    turns.count += 1
    if (!turns.isOver) setImmediate(next)
  }
  setImmediate(next)
  return turns
}

test('of operations that arrive together, no turn of the event loop has more than it has time for', async () => {
  const turns = countTurns()
  const turnOf: number[] = []
  const order: number[] = []
  await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      execute(3, () => {
        turnOf.push(turns.count)
        order.push(index)
      }),
    ),
  )
  turns.isOver = true

  expect(order).toEqual(order.toSorted((a, b) => a - b))
  // No turn has time for more than two of three milliseconds.
  const most = Math.max(...turnOf.map((turn) => turnOf.filter((other) => other === turn).length))
  expect(most).toBeLessThanOrEqual(2)
})

test('an operation that comes alone begins at once, also after others had to wait', async () => {
  for (let n = 0; n < 3; n++) {
    await new Promise(setImmediate)
    expect(operationTurn('one')).toBeUndefined()
  }
})

test('an operation that comes while others wait is behind them', async () => {
  const order: string[] = []
  const first = Array.from({ length: 4 }, (_, index) => execute(5, () => order.push(`first ${index}`)))
  // They have arrived by then.
  await new Promise(setImmediate)
  const late = execute(0, () => order.push('late'))
  await Promise.all([...first, late])

  expect(order).toEqual(['first 0', 'first 1', 'first 2', 'first 3', 'late'])
})

test('callers take turns: one that sends many does not come before another’s first', async () => {
  const order: string[] = []
  const many = Array.from({ length: 6 }, (_, index) => execute(5, () => order.push(`many ${index}`), 'one'))
  const other = execute(0, () => order.push('other'), 'other')
  await Promise.all([...many, other])

  expect(order.indexOf('other')).toBeLessThan(order.indexOf('many 3'))
  expect(order.filter((name) => name !== 'other')).toEqual(many.map((_, index) => `many ${index}`))
})
