import { fileURLToPath } from 'node:url'
import { ensurePortal } from './ensure-portal.ts'

// Before `npm start` and `npm run dev` (prestart, predev): the gateway reads the portal from dist/ once, when it starts.
try {
  const missing = ensurePortal(fileURLToPath(new URL('..', import.meta.url)))
  if (missing !== null) process.stderr.write(`${missing}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
