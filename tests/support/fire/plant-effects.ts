import type { GraphStep } from './evidence.ts'
import type { Plant, PlannedChange } from './planned-change.ts'

/** The step that ConnectWise refuses, and what its reason must say. */
const refusedAt: Record<Plant, { step: GraphStep['kind']; reason: RegExp }> = {
  gone: { step: 'NOTE', reason: /not in ConnectWise|not found/ },
  member: { step: 'NOTE', reason: /member/i },
  role: { step: 'TIME', reason: /Work Role is not valid for the selected location/ },
  board: { step: 'STATUS', reason: /status/i },
  closing: { step: 'STATUS', reason: /type is required/ },
}

const order = ['NOTE', 'TIME', 'STATUS'] as const

/** What is refused of a change and why; null when nothing was planted against it. */
export const refusalOf = ({ plant }: PlannedChange) => (plant === null ? null : refusedAt[plant])

/** Whether there is something to do for the step at all. */
export function hasStep(planned: PlannedChange, step: GraphStep['kind']): boolean {
  if (step === 'NOTE') return true
  return step === 'TIME' ? planned.minutes > 0 : planned.statusId !== null
}

/** Whether the step must be in ConnectWise in the end: it is there to do, and nothing at or before it is refused. */
export function reaches(planned: PlannedChange, step: GraphStep['kind']): boolean {
  const refusal = refusalOf(planned)
  return hasStep(planned, step) && (refusal === null || order.indexOf(step) < order.indexOf(refusal.step))
}
