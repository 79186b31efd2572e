import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  CircuitOpenError,
  createCircuitBreaker,
  TimeLimitError,
  type CircuitBreaker,
} from '../../server/circuit-breaker.ts'

let breaker: CircuitBreaker
let told: boolean[]
let probes: number
let probe: () => Promise<void>

const never = <T>() => new Promise<T>(() => undefined)
const answer = () => Promise.resolve('answer')

beforeEach(() => {
  vi.useFakeTimers()
  told = []
  probes = 0
  probe = () => Promise.resolve()
  breaker = createCircuitBreaker({
    limitMs: 1_000,
    suspectAfterMs: 400,
    probeLimitMs: 600,
    probeEveryMs: 500,
    probe() {
      probes += 1
      return probe()
    },
    onChange: (isOpen) => told.push(isOpen),
  })
})
afterEach(() => {
  breaker.close()
  vi.useRealTimers()
})

test('a command that is answered is one like any other', async () => {
  expect(await breaker.run(answer)).toBe('answer')
  expect([probes, told]).toEqual([0, []])
})

test('a command without an answer has the other side probed, and goes on to its limit when that answers', async () => {
  const slow = expect(breaker.run(never)).rejects.toThrow(TimeLimitError)
  await vi.advanceTimersByTimeAsync(500)
  expect([probes, told]).toEqual([1, []])
  await vi.advanceTimersByTimeAsync(600)

  await slow
  expect(told).toEqual([])
})

test('without a sign of life it opens, ends what is under way, and sends nothing more', async () => {
  probe = never
  let sent = 0
  const cut = expect(breaker.run(never)).rejects.toThrow(TimeLimitError)
  await vi.advanceTimersByTimeAsync(1_050)
  await cut
  const refused = expect(breaker.run(async () => (sent += 1))).rejects.toThrow(CircuitOpenError)
  await refused

  expect([sent, told]).toEqual([0, [true]])
})

test('a probe in the background closes it, and no command is ever the trial', async () => {
  probe = never
  breaker.open(new Error('it hangs'))
  await vi.advanceTimersByTimeAsync(2_000)
  expect(breaker.isOpen).toBe(true)
  probe = () => Promise.resolve()
  await vi.advanceTimersByTimeAsync(1_200)

  expect([breaker.isOpen, told]).toEqual([false, [true, false]])
  expect(await breaker.run(answer)).toBe('answer')
})

test('another side that refuses at once is asked again by the next command, and found back at once', async () => {
  probe = () => Promise.reject(new Error('refused'))
  await breaker.suspect(new Error('refused'))
  await expect(breaker.run(answer)).rejects.toThrow(CircuitOpenError)
  probe = () => Promise.resolve()

  expect(await breaker.run(answer)).toBe('answer')
  expect(told).toEqual([true, false])
})

test('a command that fails at once is a failure like any other', async () => {
  const failing = () => {
    throw new TypeError('not at all')
  }

  await expect(breaker.run(failing)).rejects.toThrow(TypeError)
})
