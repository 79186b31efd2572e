/** A day on which calendars or clocks do something unusual, where the portal is. */
export interface TestDate {
  readonly label: string
  /** The instant at which worlds start. */
  readonly now: string
  /** The portal's zone. */
  readonly timeZone: string
  /**
   * What the machine itself has, so that its clock and zone are never those of the portal: the same day of a later year,
   * and never one that is over, since browsers keep their own clock and drop what has expired by that.
   */
  readonly machineNow: string
  readonly machineZone: string
}

const [newYork, berlin, kolkata, auckland] = [
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Pacific/Auckland',
] as const

// At the other ends of the world, and with odd minutes.
const machineZones = ['Pacific/Kiritimati', 'America/St_Johns', 'Pacific/Pago_Pago', 'Asia/Kathmandu', 'UTC'] as const

const days: readonly (readonly [label: string, now: string, timeZone: string])[] = [
  ['the last minutes of a month', '2026-10-01T03:51:00Z', newYork],
  ['the first minutes of a quarter', '2026-10-01T04:07:00Z', newYork],
  ['the last minutes of a quarter', '2026-06-30T11:51:00Z', auckland],
  ['the first minutes of a month', '2026-11-30T23:07:00Z', berlin],
  ['the last minutes of a year', '2026-12-31T10:51:00Z', auckland],
  ['the first minutes of a year', '2025-12-31T18:37:00Z', kolkata],
  ['the first minutes of a year', '2027-01-01T05:07:00Z', newYork],
  ['New Year in ISO week 53 of the year before', '2027-01-01T11:30:00Z', berlin],
  ['Monday of ISO week 53', '2026-12-28T15:00:00Z', newYork],
  ['Sunday of ISO week 53', '2027-01-03T10:30:00Z', auckland],
  ['the last hour before the clocks go forward', '2026-03-08T06:31:00Z', newYork],
  ['the first hour after the clocks went forward', '2026-03-08T07:07:00Z', newYork],
  ['the hour that comes twice, the first time', '2026-11-01T05:31:00Z', newYork],
  ['the hour that comes twice, the second time', '2026-11-01T06:31:00Z', newYork],
  ['the day the clocks go forward', '2026-03-29T10:07:00Z', berlin],
  ['the hour that comes twice', '2026-10-25T01:07:00Z', berlin],
  ['the day after the clocks went back', '2026-10-26T09:00:00Z', berlin],
  ['the day the clocks go forward in the south', '2026-09-27T00:07:00Z', auckland],
  ['29 February', '2028-02-29T12:07:00Z', kolkata],
  ['29 February', '2028-02-29T15:00:00Z', newYork],
  ['1 March of a leap year', '2028-02-29T11:30:00Z', auckland],
  ['a year after 29 February', '2029-02-28T15:00:00Z', newYork],
  ['Sunday before Thanksgiving', '2026-11-22T16:00:00Z', newYork],
  ['Wednesday before Thanksgiving, nearly midnight', '2026-11-26T04:51:00Z', newYork],
  ['Thanksgiving', '2026-11-26T14:00:00Z', newYork],
  ['the Friday after Thanksgiving', '2026-11-27T18:30:00Z', newYork],
  ['the Sunday after Thanksgiving', '2026-11-29T23:00:00Z', newYork],
  ['a day ahead of everybody', '2026-11-26T10:30:00Z', 'Pacific/Kiritimati'],
  ['half an hour off', '2026-11-26T03:35:00Z', 'America/St_Johns'],
]

function inLaterYear(instant: string): string {
  const date = new Date(instant)
  do date.setUTCFullYear(date.getUTCFullYear() + 1)
  while (date.getTime() < Date.now())
  return date.toISOString()
}

export const testDates: readonly TestDate[] = days.map(([label, now, timeZone], index) => ({
  label,
  now,
  timeZone,
  machineNow: inLaterYear(now),
  machineZone: machineZones[index % machineZones.length] ?? 'UTC',
}))
