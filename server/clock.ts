/**
 * Returns the current time in epoch milliseconds. Inject it wherever time matters, so that hours, month ends and DST
 * changes can be tested.
 */
export type Clock = () => number

/** The system clock. */
export const systemClock: Clock = () => Date.now()
