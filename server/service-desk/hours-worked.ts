import { mapAged, oldest, type Aged } from '../cache/aged.ts'
import type { Days } from '../calendar/days.ts'
import { VendorError } from '../errors/vendor-error.ts'
import { compareText } from '../figures/compare-text.ts'
import { rememberForParts } from '../figures/parts.ts'
import { rememberFor } from '../figures/remember.ts'
import type { Resource, Ticket, TimeEntry } from '../vendors/autotask/types.ts'
import type { ServiceDeskContext } from './service-desk-context.ts'

/**
 * Time entries worked on these days on tickets of the board. An entry does not include its ticket's queue, so tickets
 * not in `atHand` are loaded; entries of other queues are excluded.
 *
 * @param atHand tickets known to be of the board, such as those created on the same days
 */
export async function loadWorkedEntries(
  serviceDesk: ServiceDeskContext,
  days: Days,
  atHand: Promise<readonly Ticket[]>,
): Promise<Aged<readonly TimeEntry[]>> {
  const [worked, known] = await Promise.all([serviceDesk.loaders.timeEntriesWorked(days.from, days.to), atHand])
  const entries = worked.value
  const ofTheBoard = new Set(known.map((ticket) => ticket.id))
  const unknown = [...new Set(entries.map((entry) => entry.ticketId))].filter(
    (id) => id !== null && !ofTheBoard.has(id),
  ) as number[]
  const looked = await Promise.all(unknown.map((id) => serviceDesk.loaders.ticket.load(id)))
  for (const { value } of looked) if (value) ofTheBoard.add(value.id)
  return {
    value: entries.filter((entry) => entry.ticketId !== null && ofTheBoard.has(entry.ticketId)),
    ...oldest([worked, ...looked], worked.asOf),
  }
}

const unknownHours = new VendorError(
  'AUTOTASK',
  'VENDOR_BAD_RESPONSE',
  'Autotask has a time entry whose hours are no number, so hours that include it cannot be told.',
)

/** Hours of an entry, unrounded. @throws VendorError `VENDOR_BAD_RESPONSE` if Autotask's value is not a number */
export function hoursOf({ hours }: Pick<TimeEntry, 'hours'>): number {
  if (hours === null) throw unknownHours
  return hours
}

/** Total hours, unrounded. @throws as `hoursOf`: a sum that lacks a part would be silently wrong */
export function totalHours(entries: readonly TimeEntry[]): number {
  const units = rememberFor(entries, 'hours', () => total(rememberForParts(entries, 'hours of part', totalUnits)))
  return units / unitsPerHour
}

/** Hours are summed as whole numbers of this part of an hour, which is exact (see `sum`). */
const unitsPerHour = 10_000

const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0)

const totalUnits = (entries: readonly TimeEntry[]): number =>
  entries.reduce((sum, entry) => sum + Math.round(hoursOf(entry) * unitsPerHour), 0)

/** Hours by person, most first, then by name; excludes entries without a person. */
export async function hoursByResource(
  serviceDesk: ServiceDeskContext,
  entries: readonly TimeEntry[],
): Promise<{ resource: Resource; hours: number }[]> {
  const byId = Map.groupBy(
    entries.filter((entry) => entry.resourceId !== null),
    (entry) => entry.resourceId as number,
  )
  const rows = await Promise.all(
    [...byId].map(async ([id, own]) => {
      const { value: resource } = mapAged(
        await serviceDesk.loaders.resource.load(id),
        (found) => found ?? { id, name: String(id), email: null },
      )
      return { resource, hours: totalHours(own) }
    }),
  )
  return rows.sort(
    (a, b) => b.hours - a.hours || compareText(a.resource.name, b.resource.name) || a.resource.id - b.resource.id,
  )
}
