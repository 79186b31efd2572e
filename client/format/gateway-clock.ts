/**
 * The gateway's time. Date ranges and ages follow the gateway's clock; the browser's may be minutes or days off, and
 * data would then look too old and be refetched at every visit.
 */

/** The gateway's clock minus the browser's, in milliseconds; null until known. */
let aheadMs: number | null = null

/**
 * Sets the clock from an instant that the gateway has just sent. Without one, the browser's clock is used.
 *
 * @param instant such as `2026-11-26T14:00:00.000Z`
 */
export function setGatewayClock(instant: string | null): void {
  const parsed = instant === null ? Number.NaN : Date.parse(instant)
  aheadMs = Number.isNaN(parsed) ? 0 : parsed - Date.now()
}

/** The gateway's time in epoch milliseconds; the browser's until that is known. */
export const gatewayNow = (): number => Date.now() + (aheadMs ?? 0)

/** How long ago an instant of the gateway's was, in seconds; 0 as long as its time is not known. */
export const ageSeconds = (asOf: string): number =>
  aheadMs === null ? 0 : Math.max(0, (gatewayNow() - Date.parse(asOf)) / 1_000)
