import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { seedTenants } from '../scripts/seed-tenants.ts'
import { fetchToken } from '../simulators/identity/fetch-token.ts'
import type { Simulators } from '../simulators/start-simulators.ts'
import { largestDocuments, refusedDocuments, type WorstDocument } from '../tests/support/worst-documents.ts'
import { gatewayEnvironment, startWorldSimulators, usualNow } from '../tests/support/world.ts'
import { gatewayFlags } from './gateway-process.ts'

/** The maximum cost of a single document for the process that all callers share. */
const mostMebibytes = 256
const mostDelayMs = 250

interface Cost {
  readonly answer: string
  readonly kibibytes: number
  readonly ms: number
  readonly mebibytes: number
  readonly delayMs: number
  /** CPU time of the answering thread: the maximum delay on an otherwise idle machine. */
  readonly cpuMs: number
}

/**
 * The documents that once blocked or crashed a gateway, and the largest allowed ones, each sent to a gateway in a
 * separate process: first with an empty cache, then with a full one. WORST_SCALE (1: about 1,200 tickets a year) makes
 * the account larger, WORST_ONLY selects the documents whose name contains it. Exits with 1 when one exceeds the
 * allowed cost.
 */
export async function measureWorstDocuments(): Promise<void> {
  const scale = Number(process.env['WORST_SCALE'] ?? 1)
  const simulators = await startWorldSimulators({ scale, limits: false })
  const gateway = await startGateway(simulators)
  try {
    const tokens = { viewer: '', operator: '', admin: '' }
    for (const role of ['viewer', 'operator', 'admin'] as const) {
      tokens[role] = await fetchToken(simulators.identity.url, { role })
    }
    const credentials = simulators.connectWise.credentials
    await seedTenants({ url: gateway.url, token: tokens.admin, credentials })
    const ask = (document: WorstDocument) => gateway.measure(document, tokens[document.role ?? 'viewer'])
    // One-time work, such as compiling, is not counted for any document.
    await ask({ name: 'warm up', query: '{ tickets { nodes { id title } } activitySummary { totalTickets } }' })
    console.log(`  ${'document'.padEnd(62)} ${'answer'.padEnd(38)}   KiB      ms  +MiB  delay ms  cpu ms`)
    const { WORST_ONLY: only = '' } = process.env
    for (const document of [...refusedDocuments, ...largestDocuments].filter(({ name }) => name.includes(only))) {
      for (const way of ['cold', 'warm'] as const) print(`${document.name}, ${way}`, await ask(document))
    }
  } finally {
    gateway.child.disconnect()
    await simulators.close()
  }
}

function print(name: string, { answer, kibibytes, ms, mebibytes, delayMs, cpuMs }: Cost): void {
  // On a busy machine the loop is also delayed because the thread is not scheduled.
  const isTooMuch = mebibytes > mostMebibytes || Math.min(delayMs, cpuMs) > mostDelayMs
  if (isTooMuch) process.exitCode = 1
  const numbers = [kibibytes, ms, mebibytes, delayMs, cpuMs].map((value) => String(Math.round(value)))
  const [size, time, memory, delay, cpu] = numbers
  console.log(
    `  ${name.padEnd(62)} ${answer.padEnd(38)} ${size?.padStart(5)} ${time?.padStart(7)} ${memory?.padStart(5)} ${delay?.padStart(9)} ${cpu?.padStart(7)}${isTooMuch ? '  too much' : ''}`,
  )
}

async function startGateway(simulators: Simulators) {
  const program = fileURLToPath(new URL('worst-documents/gateway.ts', import.meta.url))
  const child = fork(program, [], {
    env: {
      ...process.env,
      ...gatewayEnvironment(simulators),
      NODE_ENV: 'production',
      LOG_LEVEL: 'silent',
      BENCH_NOW: String(Date.parse(usualNow)),
    },
    execArgv: ['--expose-gc', ...gatewayFlags],
  })
  const { port } = await told(child)
  const url = `http://127.0.0.1:${port}`
  return {
    child,
    url,
    async measure({ query, variables }: WorstDocument, token: string): Promise<Cost> {
      const body = writeBody(query, variables)
      child.send('begin')
      await told(child)
      const begun = performance.now()
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body,
      })
      const text = await response.text()
      const ms = performance.now() - begun
      child.send('end')
      const { mebibytes = 0, delayMs = 0, cpuMs = 0 } = await told(child)
      return { answer: describe(response.status, text), kibibytes: text.length / 1_024, ms, mebibytes, delayMs, cpuMs }
    },
  }
}

/** JSON.stringify would itself run out of stack over variables that nest 100,000 deep. */
function writeBody(query: string, variables: Record<string, unknown> = {}): string {
  const written = Object.entries(variables).map(([name, value]) => {
    let depth = 0
    let inner = value
    while (Array.isArray(inner) && inner.length === 1) {
      inner = inner[0] as unknown
      depth++
    }
    const text = JSON.stringify(inner)
    return `${JSON.stringify(name)}:${'['.repeat(depth)}${text}${']'.repeat(depth)}`
  })
  return `{"query":${JSON.stringify(query)},"variables":{${written.join(',')}}}`
}

interface Told {
  readonly port?: number
  readonly mebibytes?: number
  readonly delayMs?: number
  readonly cpuMs?: number
}

async function told(child: ChildProcess): Promise<Told> {
  const [message] = (await once(child, 'message')) as [Told]
  return message
}

function describe(status: number, text: string): string {
  const { data, errors } = JSON.parse(text) as {
    data?: unknown
    errors?: { message: string; extensions: { code: string; measure?: string } }[]
  }
  const [first] = errors ?? []
  if (!first) return `${status}, whole`
  const { code, measure = '' } = first.extensions
  return `${status} ${code} ${measure}${data ? ', partly' : ''}`
}
