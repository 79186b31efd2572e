import type { Cancel, Evidence, GraphChange, GraphStep, Problem } from './evidence.ts'
import { hasStep, reaches, refusalOf } from './plant-effects.ts'
import type { PlannedChange } from './planned-change.ts'

/** Whether the graph's own list of changes says of each what happened, and has no other. */
export function checkListed(
  { asked, listed, cancels }: Evidence,
  report: (kind: Problem['kind'], about: string, what: string) => void,
): void {
  const all = new Map(Object.values(listed).flatMap((changes) => changes.map((change) => [change.id, change] as const)))
  const expected = new Set([...asked.values()].flatMap(({ changeIds }) => changeIds))
  for (const id of all.keys()) if (!expected.has(id)) report('stray', id, 'listed, but nobody asked for it')
  for (const [marker, { planned, changeIds, refusals }] of asked) {
    const [id] = changeIds
    const change = id === undefined ? undefined : all.get(id)
    if (change === undefined) {
      if (refusals.length === 0) report('lost', marker, 'not listed')
      continue
    }
    const cancel = cancels.get(marker)
    const what =
      change.state === 'CANCELLED' ? faultsOfCancelled(planned, change, cancel) : differences(planned, change)
    if (cancel?.answers.some((state) => state !== 'PENDING' && state !== change.state)) {
      what.push(`is ${change.state}, and whoever cancelled it was told ${cancel.answers.join(' and ')}`)
    }
    for (const fault of what) report('state', marker, fault)
  }
}

function differences(planned: PlannedChange, change: GraphChange): string[] {
  const problems: string[] = []
  const refusal = refusalOf(planned)
  const state = refusal === null ? 'DONE' : 'FAILED'
  if (change.state !== state) problems.push(`is ${change.state}, not ${state}: ${JSON.stringify(change.steps)}`)
  if (change.ticketId !== planned.input.ticketId) problems.push(`listed on ticket ${change.ticketId}`)
  if (change.minutes !== planned.minutes) problems.push(`${change.minutes} minutes, not ${planned.minutes}`)
  for (const step of change.steps) {
    const wanted = stateOf(planned, step.kind)
    if (!wanted.includes(step.state)) problems.push(`${step.kind} is ${step.state}, not ${wanted.join(' or ')}`)
    if (step.state === 'DONE' && (step.vendorId === null || step.attempts < 1)) {
      problems.push(`${step.kind} is DONE with ${step.attempts} attempts and the id ${step.vendorId}`)
    }
    if (step.state === 'FAILED' && refusal?.step === step.kind && !refusal.reason.test(step.reason ?? '')) {
      problems.push(`${step.kind} FAILED with another reason: ${step.reason}`)
    }
  }
  return problems
}

/** A change may be CANCELLED when it was asked for, and there is something that was not sent; that is then all behind it. */
function faultsOfCancelled(planned: PlannedChange, change: GraphChange, cancel: Cancel | undefined): string[] {
  const problems: string[] = []
  if (!cancel) problems.push('is CANCELLED, and nobody asked for that')
  const own = change.steps.filter(({ kind }) => hasStep(planned, kind))
  const first = own.findIndex(({ state }) => state !== 'DONE')
  if (first === -1) problems.push('is CANCELLED, and all of it was done')
  for (const [index, { kind, state, vendorId }] of own.entries()) {
    const isDone = index < first
    if (isDone && (state !== 'DONE' || vendorId === null)) problems.push(`${kind} is ${state}, without an id`)
    // The one that was under way may have been refused meanwhile.
    const allowed = index === first ? ['SKIPPED', 'FAILED'] : ['SKIPPED']
    if (!isDone && !allowed.includes(state)) problems.push(`${kind} is ${state}, behind one that was not done`)
  }
  return problems
}

function stateOf(planned: PlannedChange, step: GraphStep['kind']): GraphStep['state'][] {
  const refusal = refusalOf(planned)
  if (!hasStep(planned, step)) return ['SKIPPED']
  if (refusal?.step === step) return ['FAILED']
  return reaches(planned, step) ? ['DONE'] : ['PENDING']
}
