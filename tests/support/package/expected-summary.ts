import type { Simulators } from '../../../simulators/start-simulators.ts'
import { expectedActivitySummary } from '../oracle/activity-summary.ts'
import { presetDays } from '../oracle/days.ts'
import type { AutotaskState } from '../oracle/state.ts'
import { createVendorControl } from '../vendor-control.ts'
import { usualTimeZone } from '../world.ts'

/** What `fiveLines` should answer now, from the simulator's raw records. */
export async function expectedSummary({ autotask }: Simulators, timeZone: string = usualTimeZone) {
  const state = await createVendorControl<AutotaskState>(autotask.url).state()
  const range = { ...presetDays('THIS_MONTH', new Date(), timeZone), timeZone }
  const { totalTickets, openTickets } = expectedActivitySummary(state, range)
  return { totalTickets, openTickets }
}
