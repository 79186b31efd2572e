import type { Clock } from '../clock.ts'
import type { Config } from '../config/config.ts'
import { sendJson, type Route } from './exchange.ts'

/**
 * `/config.json`: what the portal's bundle must know at run time. Open to everybody, so nothing in it is private. The
 * portal sets its clock by `now`: how old a figure is, is told by the clock that stamped it.
 */
export function createConfigRoute(
  { environment, timeZone }: Pick<Config, 'environment' | 'timeZone'>,
  clock: Clock,
): Route {
  return (exchange) => sendJson(exchange, 200, { environment, timeZone, now: new Date(clock()).toISOString() })
}
