import type { Config } from '../config/config.ts'
import { sendJson, type Route } from './exchange.ts'

/** `/config.json`: what the portal's bundle must know at run time. Open to everybody, so nothing in it is private. */
export function createConfigRoute({ environment, timeZone }: Pick<Config, 'environment' | 'timeZone'>): Route {
  return (exchange) => sendJson(exchange, 200, { environment, timeZone })
}
