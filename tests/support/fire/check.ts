import type { CompanyState, WireNote, WireTimeEntry } from '../oracle/connectwise/state.ts'
import { checkNote, checkTimeEntry } from './check-records.ts'
import { checkListed } from './check-listed.ts'
import { checkStatuses } from './check-statuses.ts'
import { referenceOf } from './evidence.ts'
import type { Evidence, Problem } from './evidence.ts'
import { arrives, listedOf } from './outcome.ts'

/**
 * Compares what ConnectWise holds with what was asked for, and the gateway's own list with both. A note is known by the
 * marker that whoever asked put into it, so a gateway that lost its own records is found out too.
 *
 * @returns everything that is not as it must be; empty when each change happened exactly once
 */
export function check(evidence: Evidence): Problem[] {
  const problems: Problem[] = []
  const report = (kind: Problem['kind'], about: string, what: string) => problems.push({ kind, about, what })
  const found = freshRecords(evidence)
  const claimed = new Set<WireNote | WireTimeEntry>()

  for (const [marker, asked] of evidence.asked) {
    const { planned, changeIds, refusals } = asked
    const { tenantId, ticketId } = planned.input
    const { notes, entries } = found.get(tenantId)!
    const say = (kind: Problem['kind'], what: string) => report(kind, marker, what)
    if (changeIds.length > 1) say('doubled', `one key, ${changeIds.length} changes: ${changeIds.join(', ')}`)

    const reference = referenceOf(asked)
    const ownNotes = notes.filter(({ text }) => text?.includes(marker))
    const ownEntries = entries.filter(
      (entry) => (reference !== null && entry.notes?.includes(reference)) || entry.notes?.includes(marker),
    )
    for (const record of [...ownNotes, ...ownEntries]) {
      if (claimed.has(record)) say('wrong', `shares record ${record.id} with another change`)
      claimed.add(record)
    }

    const isRefused = refusals.length > 0
    if (isRefused && planned.plant === null) say('wrong', `refused: ${refusals.join('; ')}`)
    const isWanted = (step: 'NOTE' | 'TIME') => arrives(asked, evidence, step)
    count(say, 'note', ownNotes.length, isWanted('NOTE'))
    count(say, 'time entry', ownEntries.length, isWanted('TIME'))
    for (const [kind, own] of [
      ['NOTE', ownNotes],
      ['TIME', ownEntries],
    ] as const) {
      const told = listedOf(asked, evidence)?.steps.find((step) => step.kind === kind)?.vendorId ?? null
      const isOwn = own.some(({ id }) => String(id) === told)
      if (own.length > 0 && told !== null && !isOwn) say('wrong', `${kind} is told to be ${told}, and is ${own[0]!.id}`)
    }
    for (const note of ownNotes) checkNote(note, asked, evidence, say)
    for (const entry of ownEntries) checkTimeEntry(entry, asked, say)
    for (const record of ownEntries) if (record.chargeToId !== ticketId) say('wrong', `time on ${record.chargeToId}`)
  }

  for (const [tenantId, { notes, entries }] of found) {
    for (const note of notes) if (!claimed.has(note)) report('stray', tenantId, `note ${note.id}: ${note.text}`)
    for (const entry of entries) if (!claimed.has(entry)) report('stray', tenantId, `time ${entry.id}: ${entry.notes}`)
  }
  checkStatuses(evidence, report)
  checkListed(evidence, report)
  return problems
}

function count(say: (kind: Problem['kind'], what: string) => void, name: string, found: number, isWanted: boolean) {
  if (isWanted && found === 0) say('lost', `no ${name}`)
  if (found > 1) say('doubled', `${found} times its ${name}`)
  if (!isWanted && found > 0) say('wrong', `a ${name} that must not be`)
}

/** What came to be during the run and not by others, by tenant. */
function freshRecords({ before, after, foreign }: Evidence) {
  return new Map(
    Object.entries(after).map(([tenantId, company]): [string, { notes: WireNote[]; entries: WireTimeEntry[] }] => {
      const known = before[tenantId] ?? ({ notes: [], timeEntries: [] } satisfies Partial<CompanyState>)
      const noteIds = new Set(known.notes.map(({ id }) => id))
      const entryIds = new Set(known.timeEntries.map(({ id }) => id))
      return [
        tenantId,
        {
          notes: company.notes.filter(({ id }) => !noteIds.has(id) && !foreign.notes.has(id)),
          entries: company.timeEntries.filter(({ id }) => !entryIds.has(id) && !foreign.timeEntries.has(id)),
        },
      ]
    }),
  )
}
