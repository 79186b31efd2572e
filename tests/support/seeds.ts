/** Whether sweeps are run whole, as `npm run test:long` does by `EVERY_SEED`. */
const isWhole = Boolean(process.env['EVERY_SEED'])

/**
 * How much of a sweep of drawn inputs is run: a share in `npm test`, which every change has to pass in little time, and
 * all of it in `npm run test:long`. Each draws the same inputs first.
 */
export const ofSweep = ({ usual, whole }: { readonly usual: number; readonly whole: number }): number =>
  isWhole ? whole : usual

/** The seeds from 1 on. */
export const seedsFrom1 = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1)
