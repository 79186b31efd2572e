/**
 * The time as the gateway tells it. Figures are cut and age by the gateway's clock; the browser's may be minutes or days
 * off, and then data would look older than it is and be asked for again at every visit.
 */

/** The gateway's clock less the browser's, in milliseconds; null until the gateway has told its time. */
let aheadMs: number | null = null

/**
 * Sets the clock by an instant the gateway has just told. Without one, the browser's clock is as good as any.
 *
 * @param instant such as `2026-11-26T14:00:00.000Z`
 */
export function setGatewayClock(instant: string | null): void {
  const told = instant === null ? Number.NaN : Date.parse(instant)
  aheadMs = Number.isNaN(told) ? 0 : told - Date.now()
}

/** The gateway's time in epoch milliseconds; before it has told it, the browser's. */
export const gatewayNow = (): number => Date.now() + (aheadMs ?? 0)

/** How long ago an instant of the gateway's was, in seconds; 0 as long as its time is not known. */
export const ageSeconds = (asOf: string): number =>
  aheadMs === null ? 0 : Math.max(0, (gatewayNow() - Date.parse(asOf)) / 1_000)
