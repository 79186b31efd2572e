import type { Age } from './use-refetch-expired.ts'

/** The age of a page with several answers: that of the oldest; null when there is none yet. */
export function oldestOf<Known extends Age>(ages: readonly (Known | null | undefined)[]): Known | null {
  const known = ages.filter((age): age is Known => age !== null && age !== undefined)
  return known.reduce<Known | null>((oldest, age) => (oldest && oldest.asOf <= age.asOf ? oldest : age), null)
}
