import type { Monotonic } from './process-slots.ts'
import type { WaitingCall, WaitingCalls } from './waiting-calls.ts'

/** That there is nothing for calls of the same queue, or of the same queue and entity, for so many milliseconds. */
export interface Blocked {
  readonly forMs: number
  readonly what: 'queue' | 'lane'
}

/** Offers slots to waiting calls, one at a time, in their order. */
export interface CallPump<C extends WaitingCall> {
  /** A call came: what is known to be used up for background work only need not keep it. */
  came(call: C): void
  /** Something changed: every lane is tried again. */
  again(): void
  close(): void
}

export interface CallPumpOptions<C extends WaitingCall> {
  readonly waiting: WaitingCalls<C>
  readonly now: Monotonic
  /** Tries to settle a call. @returns what keeps it; null: it is settled */
  readonly offer: (call: C) => Promise<Blocked | null>
}

/** The longest time after which calls that wait are tried again, in milliseconds, whatever keeps them. */
const longestMs = 60_000

export function createPump<C extends WaitingCall>({ waiting, now, offer }: CallPumpOptions<C>): CallPump<C> {
  const blocks = new Map<string, number>()
  let isPumping = false
  let isDue = false
  const closing = new AbortController()
  let timer: NodeJS.Timeout | undefined

  const keysOf = ({ route: { queue, entity } }: C) => ({ queue: queue, lane: `${queue}\n${entity}` })
  const blockedUntil = (call: C) => {
    const { queue, lane } = keysOf(call)
    return Math.max(blocks.get(queue) ?? 0, blocks.get(lane) ?? 0)
  }

  /** @returns whether a call was settled, so that the order has to be looked at anew */
  async function settleOne(): Promise<boolean> {
    for (const call of waiting.first()) {
      if (blockedUntil(call) > now()) continue
      const blocked = await offer(call)
      if (!blocked) return true
      blocks.set(keysOf(call)[blocked.what], now() + blocked.forMs)
      // What came or was released meanwhile may go before the rest.
      if (isDue) return true
    }
    return false
  }

  async function run(): Promise<void> {
    isDue = true
    if (isPumping || closing.signal.aborted) return
    isPumping = true
    clearTimeout(timer)
    try {
      while (isDue && !closing.signal.aborted) {
        isDue = false
        while (await settleOne()) isDue = false
      }
    } finally {
      isPumping = false
    }
    wakeLater()
  }

  function wakeLater(): void {
    const first = waiting.first()
    if (first.length === 0 || closing.signal.aborted) return
    const waitMs = Math.min(longestMs, ...first.map((call) => blockedUntil(call) - now()))
    timer = setTimeout(() => void run(), Math.max(1, Math.ceil(waitMs)))
  }

  return {
    came(call) {
      const { queue, lane } = keysOf(call)
      blocks.delete(queue)
      blocks.delete(lane)
      void run()
    },
    again() {
      blocks.clear()
      void run()
    },
    close() {
      closing.abort()
      clearTimeout(timer)
    },
  }
}
