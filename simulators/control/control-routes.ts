import { z } from 'zod'
import type { SimulatedClock } from '../clock.ts'
import { ControlError } from './control-error.ts'
import type { FaultList } from './faults.ts'
import type { SimResponse, SimulatedVendor } from './handler.ts'
import type { LateStores } from './late-stores.ts'
import { parseControlBody } from './parse-control-body.ts'
import type { RequestLog } from './request-log.ts'

const clockSchema = z.strictObject({ advanceMs: z.number().min(0) })

const usageSchema = z.strictObject({ requests: z.int().min(0).max(1_000_000) })

const id = z.union([z.string(), z.number()])
const record = z.record(z.string(), z.unknown())
const recordsSchema = z
  .strictObject({
    collection: z.string(),
    company: z.string().optional(),
    marks: z.string().optional(),
    upsert: z.union([record, z.array(record)]).optional(),
    delete: z.union([id, z.array(id)]).optional(),
  })
  .refine((change) => (change.upsert === undefined) !== (change.delete === undefined), {
    message: 'give either upsert (a record or an array) or delete (an id or an array)',
  })

interface ControlledParts {
  vendor: SimulatedVendor
  clock: SimulatedClock
  log: RequestLog
  faults: FaultList
  lateStores: LateStores
}

/**
 * The responses to `/__sim/*`, which external tests rely on: each is JSON with the state after the request; a malformed
 * body is a 400 with `{error}`.
 */
export function createControlRoutes({ vendor, clock, log, faults, lateStores }: ControlledParts) {
  const time = () => ({ now: new Date(clock.now()).toISOString() })

  const routes: Record<string, (body: string) => unknown> = {
    'GET /__sim/state': () => vendor.state(),
    'GET /__sim/requests': () => log.entries(),
    'DELETE /__sim/requests': () => {
      log.clear()
      return log.entries()
    },
    'GET /__sim/faults': () => faults.list(),
    'POST /__sim/faults': (body) => {
      faults.add(parseJson(body))
      return faults.list()
    },
    'DELETE /__sim/faults': () => {
      faults.clear()
      return faults.list()
    },
    'POST /__sim/records': (body) => {
      const change = parseControlBody(recordsSchema, parseJson(body))
      const { collection, company, marks, upsert = [], delete: ids = [] } = change
      if (marks !== undefined && !vendor.takesMarks) throw new ControlError('marks: this vendor takes none')
      return vendor.changeRecords({
        collection,
        ...(company !== undefined && { company }),
        ...(marks !== undefined && { marks }),
        upsert: [upsert].flat(),
        delete: [ids].flat(),
      })
    },
    'POST /__sim/usage': (body) => {
      if (!vendor.useByOthers) throw new ControlError('requests: this vendor counts none of other integrations')
      const used = parseControlBody(usageSchema, parseJson(body))
      vendor.useByOthers(used.requests)
      return used
    },
    'POST /__sim/clock': (body) => {
      clock.advance(parseControlBody(clockSchema, parseJson(body)).advanceMs)
      return time()
    },
    'POST /__sim/reset': () => {
      lateStores.clear()
      vendor.reset()
      log.reset()
      faults.reset()
      return time()
    },
  }

  return (method: string, path: string, body: string): SimResponse => {
    const route = routes[`${method} ${path}`]
    if (route === undefined) {
      return { status: 404, body: { error: `No ${method} ${path} here. There is: ${Object.keys(routes).join(', ')}` } }
    }
    try {
      return { status: 200, body: route(body) }
    } catch (error) {
      if (error instanceof ControlError) return { status: 400, body: { error: error.message } }
      throw error
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ControlError('The body is not JSON')
  }
}
