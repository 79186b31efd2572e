import { fileURLToPath } from 'node:url'
import { ensurePortal } from '../../scripts/ensure-portal.ts'

/** Before the tests of the browser and of security, once: the portal as it is built for people. */
export function setup(): void {
  const missing = ensurePortal(fileURLToPath(new URL('../..', import.meta.url)))
  if (missing !== null) throw new Error(missing)
}
