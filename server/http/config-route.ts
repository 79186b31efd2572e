import type { Clock } from '../clock.ts'
import type { Config } from '../config/config.ts'
import { sendJson, type Route } from './http-context.ts'

/**
 * `/config.json`: the portal's runtime configuration. Public, so it contains nothing private. The portal synchronizes
 * its clock with `now`: the age of a figure is measured with the clock that stamped it.
 */
export function createConfigRoute(
  { environment, timeZone }: Pick<Config, 'environment' | 'timeZone'>,
  clock: Clock,
): Route {
  return (context) => sendJson(context, 200, { environment, timeZone, now: new Date(clock()).toISOString() })
}
