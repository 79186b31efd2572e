import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { answerOfFault } from './fault-answer.ts'
import { replacesAnswer } from './faults.ts'
import type { Fault } from './faults.ts'
import { reportBug } from './report-bug.ts'
import type { RawHandler, SimHandler, SimRequest, SimResponse } from './handler.ts'
import type { LateStores } from './late-stores.ts'
import type { OpenEntry } from './request-log.ts'
import { sendAnswer, sendTruncatedAnswer } from './send-answer.ts'

/** Passes one request to a vendor through log, faults and latency. */
export interface HttpContext {
  incoming: IncomingMessage
  outgoing: ServerResponse
  method: string
  path: string
  rawQuery: string
  entry: OpenEntry
  fault: Fault | undefined
  lateStores: LateStores
  /** Aborted when the client disconnects. */
  gone: AbortSignal
}

/** Runs the vendor's function unless a fault answers instead, waits for latency and delays, and sends the response. */
export async function answerThroughHandler(context: HttpContext, handle: SimHandler, latencyMs: number): Promise<void> {
  const { incoming, entry, fault, gone } = context
  const body = await text(incoming)
  entry.setBody(body)

  const { request, done } = simRequest(context, body)
  gone.addEventListener('abort', done)
  const real = await carryOut(context, () => handle(request))
  await wait(latencyMs + (fault?.delayMs ?? 0) + (real?.delayMs ?? 0), gone)
  if (fault?.hang !== true) done()
  deliver(context, real)
}

/**
 * The vendor's answer; undefined when the fault keeps the request from it, or delays the request and answers itself.
 */
async function carryOut({ fault, lateStores }: HttpContext, run: () => SimResponse | Promise<SimResponse>) {
  const isReplaced = fault !== undefined && replacesAnswer(fault)
  if (fault?.storeAfterMs === undefined) return isReplaced && fault.afterStore !== true ? undefined : run()
  const later = lateStores.add(fault.storeAfterMs, run)
  if (!isReplaced) return later
  later.catch(reportBug)
  return undefined
}

/**
 * The same for a raw Node callback. Its answer is sent directly, so only those faults work that delay it, add headers
 * or answer in its place; `afterStore`, `storeAfterMs` and `truncate` of its own answer do not.
 */
export async function answerThroughRaw(context: HttpContext, raw: RawHandler, latencyMs: number): Promise<void> {
  const { incoming, outgoing, entry, fault, gone } = context
  await wait(latencyMs + (fault?.delayMs ?? 0), gone)
  if (fault !== undefined && replacesAnswer(fault)) {
    entry.setBody(await text(incoming))
    return deliver(context, undefined)
  }
  const chunks: Buffer[] = []
  // The stream's own `on('data')` would start it flowing before the handler listens. Chunks are strings once the handler
  // has set an encoding.
  EventEmitter.prototype.on.call(incoming, 'data', (chunk: Buffer | string) => chunks.push(Buffer.from(chunk)))
  EventEmitter.prototype.on.call(incoming, 'end', () => entry.setBody(Buffer.concat(chunks).toString()))
  for (const [name, value] of Object.entries(fault?.headers ?? {})) outgoing.setHeader(name, value)
  await raw(incoming, outgoing)
}

/** `real` is what the vendor answered, undefined when the fault answers instead. */
function deliver({ outgoing, gone, fault }: HttpContext, real: SimResponse | undefined): void {
  // A hanging request stays open until the client disconnects or the simulator closes.
  if (gone.aborted || fault?.hang === true) return
  if (fault?.reset === true) {
    outgoing.socket?.resetAndDestroy()
    return
  }
  const send = fault?.truncate === true ? sendTruncatedAnswer : sendAnswer
  if (fault !== undefined && (real === undefined || replacesAnswer(fault))) send(outgoing, answerOfFault(fault))
  else if (real !== undefined) send(outgoing, { ...real, headers: { ...real.headers, ...fault?.headers } })
}

function simRequest({ incoming, method, path, rawQuery }: HttpContext, body: string) {
  const callbacks: (() => void)[] = []
  let isDone = false
  const request: SimRequest = {
    method,
    path,
    query: new URLSearchParams(rawQuery),
    rawQuery,
    headers: incoming.headers,
    body,
    whenDone: (callback) => {
      // A late store happens long after the request.
      if (isDone) callback()
      else callbacks.push(callback)
    },
  }
  const done = () => {
    isDone = true
    for (const callback of callbacks.splice(0)) callback()
  }
  return { request, done }
}

/** Waits `ms` of real time, or until the client disconnects. */
async function wait(ms: number, gone: AbortSignal): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal: gone }).catch(() => undefined)
}
