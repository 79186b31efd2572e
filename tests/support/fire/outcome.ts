import type { Asked, Evidence, GraphChange, GraphStep } from './evidence.ts'
import { hasStep, reaches } from './plant-effects.ts'

/** What the graph lists of a change; null when it lists none. */
export function listedOf({ planned, changeIds }: Asked, { listed }: Pick<Evidence, 'listed'>): GraphChange | null {
  return listed[planned.input.tenantId]?.find(({ id }) => id === changeIds[0]) ?? null
}

/**
 * Whether the step must be in ConnectWise in the end. How far a change came that was cancelled is for the gateway to say;
 * what it says must then be so.
 */
export function arrives(asked: Asked, evidence: Pick<Evidence, 'listed'>, step: GraphStep['kind']): boolean {
  if (asked.refusals.length > 0) return false
  const change = listedOf(asked, evidence)
  if (change?.state !== 'CANCELLED') return reaches(asked.planned, step)
  return hasStep(asked.planned, step) && change.steps.some(({ kind, state }) => kind === step && state === 'DONE')
}
