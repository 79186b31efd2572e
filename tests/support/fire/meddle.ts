import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../random.ts'
import type { VendorControl } from '../vendor-control.ts'
import type { Cancel, ForeignRecords } from './evidence.ts'
import type { PlannedChange } from './planned-change.ts'

/** A change as whoever logged it is told of it. */
export interface LoggedAnswer {
  readonly id: string
  readonly state: string
  readonly note: string
}

export interface MeddleOptions {
  readonly random: Random
  readonly control: Pick<VendorControl<unknown>, 'records'>
  /** Cancels a change; gives how it stands then, and goes on asking until there is an answer. */
  readonly cancel: (id: string) => Promise<string>
  /** The longest after a change was logged that it is cancelled, in milliseconds. */
  readonly latestCancelMs: number
}

/** What people do meanwhile with changes that were logged: take them back, and write notes that look like theirs. */
export function createMeddler({ random, control, cancel, latestCancelMs }: MeddleOptions) {
  const cancels = new Map<string, Cancel>()
  const foreign: { notes: number[]; timeEntries: number[] } = { notes: [], timeEntries: [] }
  const underWay: Promise<void>[] = []

  async function takeBack({ marker }: PlannedChange, id: string, afterMs: number, isTwice: boolean): Promise<void> {
    cancels.set(marker, { answers: [] })
    await sleep(afterMs)
    const answers = await Promise.all([cancel(id), ...(isTwice ? [cancel(id)] : [])])
    cancels.set(marker, { answers })
  }

  /** A note or a time entry of somebody else that has the reference of a change in it, as ours do or otherwise. */
  async function imitate({ input }: PlannedChange, { id, note }: LoggedAnswer, which: number): Promise<void> {
    const { tenantId: company, ticketId } = input
    const reference = id.split(':')[1]
    const signature = note.split('\n').at(-1) ?? ''
    const texts = [
      `Change ${id} did not go through`,
      `Another matter.\n\n${signature}`,
      `${note}\n\n^ has this arrived?`,
      `Ref ${reference}`,
    ]
    const text = texts[which % texts.length]!
    const isNote = which < texts.length
    const upsert = isNote
      ? { ticketId, text, internalAnalysisFlag: true }
      : {
          chargeToId: ticketId,
          chargeToType: 'ServiceTicket',
          notes: text,
          timeStart: '2026-03-18T15:00:00Z',
          timeEnd: '2026-03-18T15:05:00Z',
          actualHours: 0.08,
          member: { identifier: 'rocdesk' },
        }
    const ids = await control.records(isNote ? 'notes' : 'timeEntries', { company, upsert })
    foreign[isNote ? 'notes' : 'timeEntries'].push(...ids.map(Number))
  }

  return {
    /** Called with the first answer that names a change. */
    async onLogged(planned: PlannedChange, change: LoggedAnswer): Promise<void> {
      const isCancelled = random.chance(0.12)
      const [afterMs, isTwice] = [random.pick([0, random.below(latestCancelMs)]), random.chance(0.3)]
      const which = random.below(8)
      const isImitated = change.state === 'PENDING' && random.chance(0.5)
      if (isCancelled) {
        const takingBack = takeBack(planned, change.id, afterMs, isTwice)
        // Whoever waits for all of it is told.
        takingBack.catch(() => undefined)
        underWay.push(takingBack)
      }
      // At once: what looks like the change has to be there before the gateway looks for it.
      if (isImitated) await imitate(planned, change, which)
    },

    /** What was done, once all of it is. @throws the error of a cancellation that failed */
    async done(): Promise<{ cancels: ReadonlyMap<string, Cancel>; foreign: ForeignRecords }> {
      await Promise.all(underWay)
      return {
        cancels,
        foreign: { notes: new Set(foreign.notes), timeEntries: new Set(foreign.timeEntries) },
      }
    },
  }
}
