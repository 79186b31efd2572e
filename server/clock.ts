/**
 * Tells the instant it is, in epoch milliseconds. Handed in wherever time matters, so that simulated hours, month ends
 * and changes of clocks are tests and not hopes.
 */
export type Clock = () => number

/** The machine's own clock. */
export const systemClock: Clock = () => Date.now()
