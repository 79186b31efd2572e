import type { IncomingHttpHeaders } from 'node:http'
import { VendorError } from '../../../server/errors/vendor-error.ts'
import { classifyConnectWiseResponse } from '../../../server/vendors/connectwise/classify-response.ts'
import type { CallPlanner } from '../../../server/vendors/kit/call-planner.ts'
import type { VendorAnswer, VendorCall } from '../../../server/vendors/kit/vendor-call.ts'
import type { GoodAnswer } from '../../../server/vendors/kit/attempt.ts'
import type { VendorHttp } from '../../../server/vendors/kit/vendor-http.ts'
import type { ConnectWiseVendor } from '../../../simulators/connectwise/vendor.ts'
import type { Random } from '../random.ts'
import { drawFate, type Fate } from './fates.ts'
import type { Sent, StepKind, Stored } from '../oracle/delivery/history.ts'
import type { VirtualTime } from './virtual-time.ts'

export interface SimulatedVendorOptions {
  readonly time: VirtualTime
  readonly random: Random
  readonly vendor: ConnectWiseVendor
  /** How often a call goes wrong, from 0 to 1, at the moment. */
  readonly trouble: { readonly reads: number; readonly writes: number }
  readonly timeoutMs: number
  readonly lateStoreMs: number
  readonly log: (who: string, what: string) => void
  readonly onSent: (sent: Sent) => void
  readonly onStored: (stored: Stored) => void
}

/** The network and ConnectWise behind it: calls take virtual time, answers get lost, and writes are stored late. */
export function createSimulatedVendor(options: SimulatedVendorOptions) {
  const { time, random, vendor, trouble, log } = options
  let count = 0

  /** ConnectWise carries a call out. */
  function carryOut(call: VendorCall): VendorAnswer {
    const {
      status,
      headers = {},
      body,
    } = vendor.answer({
      method: call.method,
      path: call.url.pathname,
      query: call.url.searchParams,
      rawQuery: call.url.search.slice(1),
      headers: lowerCase({ host: call.url.host, 'content-type': 'application/json', ...call.headers }),
      body: call.body === undefined ? '' : JSON.stringify(call.body),
      whenDone: () => undefined,
    })
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
    if (call.isWrite && status < 300) options.onStored({ ...readStored(call, text), at: time.now() })
    return { status, headers: lowerCase(headers), body: text }
  }

  /** Sends a call on its way. Rejects when the connection breaks or the caller gives up. */
  function transmit(who: string, call: VendorCall): Promise<VendorAnswer> {
    const n = ++count
    const isWrite = call.isWrite === true
    const fate = drawFate(random, { ...options, isWrite, trouble: isWrite ? trouble.writes : trouble.reads })
    log(who, `#${n} ${call.method} ${call.url.pathname} ${JSON.stringify(fate)}`)
    if (call.isWrite) options.onSent({ ...readSent(call), at: time.now(), gateway: who })
    return new Promise((resolve, reject) => {
      const settle = (end: () => void) => {
        call.signal?.removeEventListener('abort', giveUp)
        end()
      }
      const giveUp = () => reject(broken())
      if (call.signal?.aborted) return giveUp()
      call.signal?.addEventListener('abort', giveUp, { once: true })
      let answer: VendorAnswer | null = null
      // What is under way does not depend on the life of its sender.
      time.within(null, () => {
        if (fate.carriedOutAfterMs === null) return
        time.schedule(fate.carriedOutAfterMs, () => {
          answer = carryOut(call)
          log('vendor', `#${n} ${answer.status}`)
        })
      })
      if (fate.end === 'hang') return
      time.schedule(fate.endsAfterMs, () => settle(() => endWith(fate, answer, resolve, reject)))
    })
  }

  return {
    /** A gateway's connection, with the real planner. */
    http(who: string, planner: CallPlanner): VendorHttp {
      async function ask(call: VendorCall): Promise<GoodAnswer> {
        const send = async () => {
          if (call.signal?.aborted) throw broken()
          return transmit(who, call)
        }
        const { entity, queue = entity, signal } = call
        const slot = call.slot ?? (await planner.take({ queue, entity, maxWaitMs: options.timeoutMs, signal }))
        if ('refused' in slot) throw broken()
        const answer = await slot.use(send)
        const classification = classifyConnectWiseResponse(answer, call)
        if (classification) throw classification.error
        return { json: readJson(answer.body), headers: answer.headers }
      }
      return { ask, call: async (call) => (await ask(call)).json, close: () => undefined }
    },
  }
}

function endWith(
  fate: Fate,
  answer: VendorAnswer | null,
  resolve: (answer: VendorAnswer) => void,
  reject: (error: Error) => void,
): void {
  if (fate.end === 'reset') return reject(broken())
  const headers = { 'content-type': 'application/json' }
  if (fate.end === 'html') return resolve({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Busy' })
  if (fate.end === 'error') return resolve({ status: 500, headers, body: '' })
  if (fate.end === 'limit') return resolve({ status: 429, headers: { ...headers, 'retry-after': '5' }, body: '{}' })
  if (!answer) return reject(broken())
  resolve(fate.end === 'truncated' ? { ...answer, body: answer.body.slice(0, -1) } : answer)
}

const broken = () => new VendorError('CONNECTWISE', 'VENDOR_UNAVAILABLE', 'ConnectWise could not be reached.')

function readJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new VendorError('CONNECTWISE', 'VENDOR_BAD_RESPONSE', 'ConnectWise gave an answer that could not be read.')
  }
}

const lowerCase = (headers: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])) as IncomingHttpHeaders

function readSent({ method, url, headers, body }: VendorCall): Omit<Sent, 'at' | 'gateway'> {
  const credentials = Buffer.from(String(headers?.['authorization']).replace('Basic ', ''), 'base64').toString()
  const companyId = credentials.split('+')[0] ?? ''
  const given = body as { text?: string; notes?: string; chargeToId?: number }
  const inPath = Number(/tickets\/(\d+)/.exec(url.pathname)?.[1])
  const kind: StepKind = method === 'PATCH' ? 'STATUS' : url.pathname.endsWith('/notes') ? 'NOTE' : 'TIME'
  const ticketId = kind === 'TIME' ? Number(given.chargeToId) : inPath
  return { kind, companyId, ticketId, text: (kind === 'NOTE' ? given.text : given.notes) ?? null }
}

function readStored(call: VendorCall, answered: string): Omit<Stored, 'at'> {
  const row = JSON.parse(answered) as { id: number; internalAnalysisFlag?: boolean; status?: { id: number } }
  const sent = readSent(call)
  const id = sent.kind === 'STATUS' ? (row.status?.id ?? 0) : row.id
  return { ...sent, id, isInternal: sent.kind === 'NOTE' ? row.internalAnalysisFlag === true : null }
}
