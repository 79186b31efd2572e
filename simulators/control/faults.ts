import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { z } from 'zod'
import { parseControlBody } from './parse-control-body.ts'

const effects = ['status', 'headers', 'body', 'delayMs', 'hang', 'reset', 'truncate', 'html', 'storeAfterMs'] as const

const faultSchema = z
  .strictObject({
    match: z.string().min(1).refine(isRegularExpression, 'is not a regular expression'),
    status: z.int().min(200).max(599).optional(),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.unknown().optional(),
    delayMs: z.number().min(0).optional(),
    hang: z.boolean().optional(),
    reset: z.boolean().optional(),
    truncate: z.boolean().optional(),
    html: z.boolean().optional(),
    afterStore: z.boolean().optional(),
    storeAfterMs: z.number().min(0).optional(),
    times: z
      .int()
      .refine((times) => times === -1 || times >= 1, 'is 1 or more, or -1 for without end')
      .default(1),
    probability: z.number().min(0).max(1).default(1),
  })
  .refine((fault) => effects.some((effect) => fault[effect] !== undefined && fault[effect] !== false), {
    message: `says nothing to do: give one or more of ${effects.join(', ')}`,
  })

/**
 * A fault to inject. `match` is tested against `METHOD path?query`; `times` counts down with every strike (-1 without
 * end); `delayMs` is real time. `hang` never answers, `reset` drops the connection before any byte, `truncate`
 * announces the whole body and sends half of it, `html` answers with a maintenance page.
 *
 * A fault that answers instead of the vendor keeps the request from it. With `afterStore` the vendor has carried it out
 * at once, with `storeAfterMs` it does so once its clock has advanced that much, whether or not the client is still
 * connected. The vendor's own answer, where the fault keeps it, is sent after that.
 */
export type Fault = z.infer<typeof faultSchema>

/** The active faults. */
export interface FaultList {
  /** Checks and adds a fault at the end. Throws `ControlError` when it is malformed. */
  add(fault: unknown): void
  /**
   * The first fault that matches and whose probability draw succeeds, with one of its `times` used; undefined if none.
   */
  strike(requestLine: string): Fault | undefined
  list(): readonly Fault[]
  clear(): void
  /** Clears, and restarts the probabilities from the seed. */
  reset(): void
}

/** An empty list whose probabilities are drawn from `seed`: the same requests in the same order meet the same faults. */
export function createFaultList(seed: number): FaultList {
  let waiting: { fault: Fault; pattern: RegExp }[] = []
  let random = xoroshiro128plus(seed)

  return {
    add(value) {
      const fault = parseControlBody(faultSchema, value)
      waiting.push({ fault, pattern: new RegExp(fault.match) })
    },
    strike(requestLine) {
      const struck = waiting.find(
        ({ fault, pattern }) =>
          pattern.test(requestLine) && (fault.probability === 1 || uniformFloat64(random) < fault.probability),
      )
      if (struck === undefined) return undefined
      if (struck.fault.times > 0) struck.fault.times -= 1
      waiting = waiting.filter(({ fault }) => fault.times !== 0)
      return struck.fault
    },
    list: () => waiting.map(({ fault }) => fault),
    clear: () => {
      waiting = []
    },
    reset: () => {
      waiting = []
      random = xoroshiro128plus(seed)
    },
  }
}

/** Whether the fault puts its own answer, or none at all, in place of the vendor's. */
export function replacesAnswer(fault: Fault): boolean {
  return (
    fault.status !== undefined ||
    fault.body !== undefined ||
    fault.html === true ||
    fault.hang === true ||
    fault.reset === true
  )
}

function isRegularExpression(text: string): boolean {
  try {
    RegExp(text)
    return true
  } catch {
    return false
  }
}
