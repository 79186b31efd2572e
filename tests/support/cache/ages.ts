/*
 * Ages, in milliseconds, from which a value of the cache is not served any more while it is loaded again: a question waits
 * for the new one, or for the vendor to fail.
 */

/** Tickets, deals, counts and the like: five minutes fresh, fifteen more while they are loaded again. */
export const beyondFigures = 1_201_000

/** Figures of the website: fifteen minutes of either. */
export const beyondWebsite = 1_801_000
