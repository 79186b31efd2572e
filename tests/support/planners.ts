import { createCallPlanner, type CallPlanner, type CallPlannerOptions } from '../../server/vendors/kit/call-planner.ts'
import { createProcessSlots } from '../../server/vendors/kit/process-slots.ts'
import type { Slot } from '../../server/vendors/kit/slot.ts'
import { noLimits, type VendorLimits } from '../../server/vendors/kit/vendor-limits.ts'

/** A planner over slots of its own; without limits unless some are given. */
export function newPlanner(
  limits: Partial<VendorLimits> = {},
  options: Partial<Omit<CallPlannerOptions, 'limits'>> = {},
): CallPlanner {
  const { now } = options
  const store = options.store ?? createProcessSlots(now).of('test', limits.budget?.windowMs ?? 3_600_000)
  return createCallPlanner({ ...options, limits: { ...noLimits, ...limits }, store })
}

/** Takes slots of a queue in advance, as ConnectWise's writes do; null if none was free in time. */
export const slotTaker =
  (planner: CallPlanner) =>
  async (queue: string, maxWaitMs: number, signal?: AbortSignal): Promise<Slot | null> => {
    const slot = await planner.take({ queue, entity: queue, maxWaitMs, signal, isInAdvance: true })
    return 'refused' in slot ? null : slot
  }

/** Takes slots of which so many are free in any window of so many milliseconds, for each queue. */
export const takeSlots = (calls: number, windowMs: number) =>
  slotTaker(newPlanner({ otherQueues: [{ calls, windowMs }] }))
