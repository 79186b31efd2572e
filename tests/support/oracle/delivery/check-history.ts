import type { EndedChange, History, Sent, StepKind, Stored } from './history.ts'

/*
 * Checks a history by what docs/exactly-once.md promises to callers. Imports nothing of the server or of the simulation.
 */

type Report = (about: string, what: string) => void

/** @returns everything that is not as promised; empty when each change happened exactly once */
export function checkHistory(history: History): string[] {
  const problems: string[] = []
  const report: Report = (about, what) => void problems.push(`${about}: ${what}`)
  if (history.unended !== null) report('run', history.unended)
  checkStates(history, report)
  checkKeys(history, report)
  checkRecords(history, report)
  checkStatuses(history, report)
  checkOrder(history, report)
  checkTold(history, report)
  return problems
}

/** Half the margin. */
const longestHoldUpMs = 1_000

const ended = ['DONE', 'FAILED', 'CANCELLED']

/** Every change ended in one way, and its steps agree with that. */
function checkStates({ changes }: History, report: Report): void {
  for (const change of changes) {
    const states = change.steps.map(({ state }) => state)
    const say = (what: string) => report(change.id, `${what}: ${change.state} with ${states.join()}`)
    if (!ended.includes(change.state)) say('has not ended')
    const failed = states.indexOf('FAILED')
    if (change.state === 'DONE' && states.some((state) => state !== 'DONE' && state !== 'SKIPPED')) say('is not done')
    if (change.state === 'FAILED' && failed < 0) say('failed without a failed step')
    if (change.state === 'FAILED' && states.slice(0, failed).includes('PENDING')) say('failed behind a pending step')
    if (change.state === 'CANCELLED' && !change.isCancelRequested) say('was cancelled by no one')
    if (change.state === 'CANCELLED' && states.includes('PENDING')) say('is cancelled and goes on')
    if (change.state === 'CANCELLED' && !states.includes('SKIPPED') && failed < 0) say('was done before')
  }
}

/** A key is one change, and each change was asked for. */
function checkKeys({ asked, told, requests, changes }: History, report: Report): void {
  const keys = new Set(asked.map(({ key }) => key))
  const ids = new Set(changes.map(({ id }) => id))
  for (const { id, key } of changes) if (!keys.has(key)) report(id, `nobody asked for the key ${key}`)
  for (const { key } of asked) {
    const answers = told.filter((answer) => answer.key === key && answer.mutation === 'log')
    const named = new Set(answers.flatMap(({ change }) => change?.id ?? []))
    if (named.size > 1) report(key, `is the changes ${[...named].join(' and ')}`)
    for (const id of named) if (!ids.has(id)) report(key, `was told to be ${id}, which is not there`)
    const isThere = changes.some((change) => change.key === key)
    const isRefused = answers.some(({ userErrors }) => userErrors.length > 0)
    if (isRefused && requests.get(key) === 1 && isThere) report(key, 'was refused, and is there')
  }
}

/** Each note and time entry that is DONE is in ConnectWise once, and nothing else is. */
function checkRecords({ asked, stored, changes }: History, report: Report): void {
  const markers = new Map(asked.map((one) => [one.marker, one]))
  const byKey = Map.groupBy(changes, ({ key }) => key)
  const owners = new Map<string, Stored[]>()
  for (const record of stored) {
    if (record.kind === 'STATUS') continue
    const marker = markerOf(record)
    if (marker === null || !markers.has(marker)) report('stray', `${record.kind} ${record.id}: ${record.text}`)
    else owners.set(marker, [...(owners.get(marker) ?? []), record])
  }
  for (const { key, marker, note, isInternal } of asked) {
    const own = owners.get(marker) ?? []
    const change = byKey.get(key)?.[0]
    for (const kind of ['NOTE', 'TIME'] as const) {
      const records = own.filter((record) => record.kind === kind)
      const step = change?.steps.find((one) => one.kind === kind)
      const wanted = step?.state === 'DONE' ? 1 : 0
      if (records.length !== wanted) {
        report(key, `${kind} is ${step?.state ?? 'not logged'}, and stored ${records.length} times`)
      }
      for (const record of records) {
        if (record.companyId !== change?.companyId) report(key, `${kind} is in ${record.companyId}`)
        if (record.ticketId !== change?.ticketId) report(key, `${kind} is on ticket ${record.ticketId}`)
        if (wanted === 1 && record.id !== step?.vendorId) report(key, `${kind} is ${record.id}, not ${step?.vendorId}`)
        if (kind === 'NOTE' && !record.text?.includes(note)) report(key, `the note says ${record.text}`)
        if (kind === 'NOTE' && record.isInternal !== isInternal) report(key, 'the note is on the wrong tab')
      }
    }
  }
}

/** Each ticket had the statuses of its changes in their order, and no other. */
function checkStatuses({ statuses, stored, changes, retried }: History, report: Report): void {
  for (const [ticket, before] of statuses.before) {
    const sets = stored.filter((record) => record.kind === 'STATUS' && ticketOf(record) === ticket)
    const done = changes
      .filter((change) => ticketOf(change) === ticket && stepOf(change, 'STATUS')?.state === 'DONE')
      .toSorted((a, b) => a.position - b.position)
    const wanted = [before, ...done.map(({ statusId }) => statusId ?? 0)]
    const last = wanted.at(-1)
    const after = statuses.after.get(ticket)
    if (after !== last) report(ticket, `has the status ${after}, not ${last}`)
    if (sets.length > done.length) report(ticket, `${sets.length} statuses stored for ${done.length} changes`)
    const isInOrder = !changes.some((change) => ticketOf(change) === ticket && retried.has(change.key))
    const seen = [before, ...sets.map(({ id }) => id)]
    // A status that is there already is found, and not stored again.
    if (isInOrder && withoutRepeats(seen) !== withoutRepeats(wanted)) {
      report(ticket, `had the statuses ${seen.join()}, not ${wanted.join()}`)
    }
  }
}

/** What was logged first on a ticket is stored first; of one change the note is stored before the time entry. */
function checkOrder({ asked, stored, changes, retried }: History, report: Report): void {
  const keys = new Map(asked.map(({ marker, key }) => [marker, key]))
  const byKey = new Map(changes.map((change) => [change.key, change]))
  const last = new Map<string, number>()
  for (const record of stored.toSorted((a, b) => a.at - b.at)) {
    const change = byKey.get(keys.get(markerOf(record) ?? '') ?? '')
    if (!change || retried.has(change.key)) continue
    const place = 2 * change.position + (record.kind === 'TIME' ? 1 : 0)
    const ticket = ticketOf(record)
    if (place < (last.get(ticket) ?? 0)) report(change.key, `${record.kind} was stored behind a later one`)
    last.set(ticket, Math.max(place, last.get(ticket) ?? 0))
  }
}

/** What callers were told is so in the end. */
function checkTold({ asked, told, sent, changes, retried }: History, report: Report): void {
  const byId = new Map(changes.map((change) => [change.id, change]))
  const markers = new Map(asked.map(({ key, marker }) => [key, marker]))
  const sentOf = Map.groupBy(sent, (one) => markerOf(one))
  for (const { at, key, mutation, change: then } of told) {
    const now = then && byId.get(then.id)
    if (!then || !now) continue
    const isRevised = then.state === 'FAILED' && retried.has(key)
    if (ended.includes(then.state) && !isRevised && now.state !== then.state) {
      report(key, `${mutation} was told ${then.state}, and it is ${now.state}`)
    }
    for (const step of then.steps) {
      const ends = now.steps.find(({ kind }) => kind === step.kind)
      const isSame = ends?.state === step.state && ends.vendorId === step.vendorId
      if (step.state === 'DONE' && !isSame) report(key, `${step.kind} was told DONE as ${step.vendorId}, and is not`)
    }
    if (!then.isCancelRequested) continue
    // What was recorded as sent before may leave this much later.
    const late = (sentOf.get(markers.get(key) ?? null) ?? []).filter((one) => one.at > at + longestHoldUpMs)
    for (const { kind } of late) report(key, `${kind} was sent after it was told to be cancelled`)
  }
}

const markerOf = ({ text }: Pick<Stored | Sent, 'text'>) => /m\d+x/.exec(text ?? '')?.[0] ?? null

const ticketOf = ({ companyId, ticketId }: { readonly companyId: string; readonly ticketId: number }) =>
  `${companyId}:${ticketId}`

const stepOf = ({ steps }: EndedChange, kind: StepKind) => steps.find((step) => step.kind === kind)

const withoutRepeats = (values: readonly number[]) =>
  values.filter((value, index) => index === 0 || value !== values[index - 1]).join()
