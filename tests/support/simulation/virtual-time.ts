import { AsyncLocalStorage } from 'node:async_hooks'
import { createRequire, syncBuiltinESMExports } from 'node:module'
import type { Random } from '../random.ts'

/** A process that can be killed: nothing that it waits for ever comes. */
export interface Life {
  readonly name: string
  isOver: boolean
}

/**
 * Virtual time for everything in this thread: clocks, timers and random draws of the code under simulation come from
 * here, so that it can run unchanged. Time passes only when nothing is left to do at the current moment.
 */
export interface VirtualTime {
  /** Milliseconds since the start; never jumps. */
  now(): number
  /** The machine's clock, in epoch milliseconds: jumps. */
  wallClock(): number
  jump(ms: number): void
  /** Calls back after `ms`, unless the life that asked is over by then. */
  schedule(ms: number, fire: () => void): { cancel(): void }
  sleep(ms: number): Promise<void>
  /** What `work` awaits belongs to this life; null: to none, which is never over. */
  within<T>(life: Life | null, work: () => T): T
  currentLife(): Life | null
  /** Lets time pass until the work is over. @throws Error if it has nothing left to wait for */
  run<T>(work: Promise<T>): Promise<T>
}

interface Entry {
  readonly at: number
  readonly order: number
  readonly fire: () => void
  readonly life: Life | null
  isCancelled: boolean
}

const realSetImmediate = setImmediate

/** @param startAt the machine's clock at the start */
export function createVirtualTime(startAt: number): VirtualTime {
  const lives = new AsyncLocalStorage<Life | null>()
  const heap = createHeap()
  let [now, offset, count] = [0, startAt, 0]
  const time: VirtualTime = {
    now: () => now,
    wallClock: () => now + offset,
    jump(ms) {
      offset += ms
    },
    schedule(ms, fire) {
      const at = now + Math.max(0, Number.isFinite(ms) ? ms : 0)
      const entry = { at, order: count++, fire, life: lives.getStore() ?? null, isCancelled: false }
      heap.push(entry)
      return {
        cancel() {
          entry.isCancelled = true
        },
      }
    },
    sleep: (ms) => new Promise((resolve) => void time.schedule(ms, resolve)),
    within: (life, work) => lives.run(life, work),
    currentLife: () => lives.getStore() ?? null,
    async run(work) {
      let isOver = false
      const over = () => {
        isOver = true
      }
      work.then(over, over)
      for (;;) {
        // What was begun at this moment goes as far as it can.
        await new Promise((resolve) => realSetImmediate(resolve))
        if (isOver) return work
        const next = heap.pop()
        if (!next) throw new Error('Nothing is left to wait for.')
        if (next.isCancelled || next.life?.isOver) continue
        now = next.at
        lives.run(next.life, next.fire)
      }
    },
  }
  return time
}

/** A binary heap, the earliest first. */
function createHeap() {
  const heap: Entry[] = []
  const isBefore = (a: Entry, b: Entry) => a.at < b.at || (a.at === b.at && a.order < b.order)
  const swap = (a: number, b: number) => ([heap[a], heap[b]] = [heap[b]!, heap[a]!])
  return {
    push(entry: Entry) {
      let place = heap.push(entry) - 1
      while (place > 0) {
        const parent = (place - 1) >> 1
        if (!isBefore(heap[place]!, heap[parent]!)) return
        swap(place, parent)
        place = parent
      }
    },
    pop(): Entry | undefined {
      const first = heap[0]
      const last = heap.pop()
      if (!first || !last || heap.length === 0) return first
      heap[0] = last
      for (let place = 0; ;) {
        const [left, right] = [2 * place + 1, 2 * place + 2]
        const child = right < heap.length && isBefore(heap[right]!, heap[left]!) ? right : left
        if (child >= heap.length || !isBefore(heap[child]!, heap[place]!)) return first
        swap(place, child)
        place = child
      }
    },
  }
}

const builtin = createRequire(import.meta.url)

/**
 * Puts virtual time in the place of this thread's clocks, timers and random draws, for good. Only for a thread of its
 * own. `current` is what they come from at any moment.
 */
export function installVirtualTime(current: { time: VirtualTime; random: Random }): void {
  const sleep = (ms: number, value?: unknown, { signal }: { signal?: AbortSignal } = {}) =>
    new Promise((resolve, reject) => {
      const giveUp = () => {
        timer.cancel()
        reject(new DOMException('The operation was aborted', 'AbortError'))
      }
      const timer = current.time.schedule(ms, () => {
        signal?.removeEventListener('abort', giveUp)
        resolve(value)
      })
      if (signal?.aborted) giveUp()
      else signal?.addEventListener('abort', giveUp, { once: true })
    })
  const setTimer = (fire: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) =>
    current.time.schedule(ms, () => fire(...given))
  const clearTimer = (timer?: { cancel?: () => void }) => timer?.cancel?.()
  const timeout = (ms: number) => {
    const controller = new AbortController()
    current.time.schedule(ms, () => controller.abort(new DOMException('The operation timed out', 'TimeoutError')))
    return controller.signal
  }
  Object.assign(globalThis, { setTimeout: setTimer, clearTimeout: clearTimer })
  Object.assign(builtin('node:timers/promises') as object, { setTimeout: sleep })
  Object.assign(AbortSignal, { timeout })
  Object.assign(Date, { now: () => current.time.wallClock() })
  Object.defineProperty(performance, 'now', { value: () => current.time.now() })
  const below = (limit: number) => current.random.below(limit)
  Object.assign(Math, { random: () => below(2 ** 30) / 2 ** 30 })
  Object.assign(builtin('node:crypto') as object, {
    randomInt: (limit: number) => below(limit),
    randomUUID: () =>
      Array.from({ length: 4 }, () =>
        below(2 ** 32)
          .toString(16)
          .padStart(8, '0'),
      ).join('-'),
  })
  syncBuiltinESMExports()
}
