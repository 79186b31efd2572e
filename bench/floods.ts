import { setTimeout as sleep } from 'node:timers/promises'
import { fetchToken } from '../simulators/identity/fetch-token.ts'
import type { Simulators } from '../simulators/start-simulators.ts'
import { createVendorControl } from '../tests/support/vendor-control.ts'
import { gatewayEnvironment, startWorldSimulators, usualNow } from '../tests/support/world.ts'
import { largestDocuments } from '../tests/support/worst-documents.ts'
import { atMost, printBars, quantile, type Bar } from './bars.ts'
import { startGatewayProcess } from './gateway-process.ts'

/** How long each part lasts, in milliseconds. */
const partMs = Number(process.env['FLOODS_SECONDS'] ?? 20) * 1_000

/** People at the portal; each opens a page every three seconds on average. They are one principal for the limits. */
const people = 20
const pauseMs = 3_000

/** So many tokens that are refused are sent in so long, on as many connections. */
const [refusedTokens, refusedMs, senders] = [10_000, 10_000, 40]

/** Who sends the floods: another principal. */
const flooder = 'flooder'

const page = `{
  tickets(range: { preset: LAST_30_DAYS }, first: 25) { totalCount nodes { id title company { name } assignee { name } } }
  activitySummary(range: { preset: LAST_30_DAYS }) { totalTickets openTickets byStatus { label count } hoursLogged }
}`

/** Days of two fields each, from so many days ago: within the limits on documents. */
function manyDays(days: number, ago: number): string {
  const fields = Array.from({ length: days }, (_, index) => {
    const day = new Date(Date.parse(usualNow) - (ago + index) * 86_400_000).toISOString().slice(0, 10)
    return `s${index}: salesActivity(range: { from: "${day}", to: "${day}" }) { appointments phoneCalls { total } }
      d${index}: dailyReport(date: "${day}") { hoursWorked summary { totalTickets } }`
  })
  return `{ ${fields.join(' ')} }`
}

/**
 * One caller who sends as much as the limits let through, beside twenty people at the portal, with the limits as they are by
 * default: what the others wait, beside what they wait without the flood, and how late the event loop is. FLOODS_SECONDS (20)
 * is the length of each part.
 */
export async function measureFloods(): Promise<void> {
  const bars = [
    // Without a replica.
    ...(await measureVendorFlood('0', { documents: 40, days: 57, ago: 60 })),
    // What the replica does not have: 25 months are 760 days.
    ...(await measureVendorFlood('25', { documents: 16, days: 100, ago: 800 })),
    ...(await measureLocalFloods()),
  ]
  printBars(bars)
}

interface VendorFlood {
  readonly documents: number
  readonly days: number
  readonly ago: number
}

async function measureVendorFlood(months: string, { documents, days, ago }: VendorFlood): Promise<Bar[]> {
  const world = await startFloodedWorld({ SYNC_MONTHS: months })
  const what = `${documents} documents of ${days} days, ${months} months replicated`
  try {
    if (months !== '0') await world.waitUntilLoaded()
    const normal = await world.askPages(() => sleep(partMs))
    await world.autotask.clearRequests()
    const codes = new Map<string, number>()
    const flooded = await world.askPages(async () => {
      const asked = Array.from({ length: documents }, (_, index) => world.ask(manyDays(days, ago + index), flooder))
      for (const code of await Promise.all(asked)) codes.set(code, (codes.get(code) ?? 0) + 1)
      await sleep(partMs)
    })
    const calls = (await world.autotask.requests()).length
    console.log(`  ${what}, beside ${people} people: ${[...codes].map((entry) => entry.join(' ')).join(', ')}`)
    return [
      atMost(`${what}: Autotask calls in all`, calls, 99),
      atMost(`${what}: the others’ p95, of normal`, quantile(flooded.ms, 0.95) / quantile(normal.ms, 0.95), 1.5, '', 2),
    ]
  } finally {
    await world.close()
  }
}

async function measureLocalFloods(): Promise<Bar[]> {
  const world = await startFloodedWorld({ SYNC_MONTHS: '25' })
  try {
    await world.waitUntilLoaded()
    // What is compiled, planned and validated once is not a part of what a flood costs.
    for (const { query } of largestDocuments) await world.ask(query, flooder)
    // Of an address that sends refused tokens, those go on that were accepted before.
    await Promise.all(Array.from({ length: people }, (_, index) => world.ask(page, `person ${index}`)))
    // Of many at once, those behind the first are refused without a look at the issuer's keys, which is once a second.
    const refuse = async (_: unknown, sender: number) => {
      for (let n = 0; n < 50; n++) await world.askWith(`Bearer ${forged(-(sender * 50 + n))}`, page)
    }
    await Promise.all(Array.from({ length: senders }, refuse))
    const normal = await world.askPages(() => sleep(partMs))
    const until = (end: number, send: () => Promise<unknown>) => async () => {
      while (performance.now() < end) await send()
    }
    let sent = 0
    const local = await world.askPages(async () => {
      const end = performance.now() + partMs
      const send = until(end, () =>
        world.ask(largestDocuments[sent++ % largestDocuments.length]?.query ?? page, flooder),
      )
      await Promise.all(Array.from({ length: 4 }, send))
    })
    let refused = 0
    const tokens = await world.askPages(async () => {
      const begun = performance.now()
      const send = async (_: unknown, sender: number) => {
        for (let n = 0; n < refusedTokens / senders; n++, refused++) {
          // Evenly over the time: as fast as possible would measure who gets the processor, the gateway or its senders.
          await sleep(Math.max(0, begun + ((n * senders + sender) * refusedMs) / refusedTokens - performance.now()))
          await world.askWith(`Bearer ${forged(refused)}`, page)
        }
      }
      await Promise.all(Array.from({ length: senders }, send))
    })
    console.log(
      `  ${sent} of the largest documents, four at a time; ${refused} refused tokens in ${refusedMs / 1_000} s`,
    )
    return [
      atMost(
        'largest documents: the others’ p95, of normal',
        quantile(local.ms, 0.95) / quantile(normal.ms, 0.95),
        2,
        '',
        2,
      ),
      atMost('largest documents: event loop p99', local.delayP99Ms, 50, ' ms'),
      atMost('refused tokens: event loop p99', tokens.delayP99Ms, 20, ' ms'),
      atMost(
        'refused tokens: the others’ p95, of normal',
        quantile(tokens.ms, 0.95) / quantile(normal.ms, 0.95),
        2,
        '',
        2,
      ),
    ]
  } finally {
    await world.close()
  }
}

/** A token of the right form, with a signature of its own. */
const forged = (n: number) =>
  [{ alg: 'RS256', kid: 'x', typ: 'at+jwt' }, { sub: `forged-${n}` }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat(Buffer.from(`signature ${n}`.padEnd(256, '.')).toString('base64url'))
    .join('.')

async function startFloodedWorld(environment: Record<string, string>) {
  const simulators: Simulators = await startWorldSimulators({ scale: 1, limits: true, latencyMs: 150 })
  const usual = gatewayEnvironment(simulators, { environment: { ...environment, LOG_LEVEL: 'warn' } })
  // The limits as they are by default, not as tests have them.
  const settings = Object.fromEntries(Object.entries(usual).filter(([name]) => !name.startsWith('LIMIT_')))
  const gateway = await startGatewayProcess(settings, Date.parse(usualNow))
  const tokens = new Map<string, Promise<string>>()
  const tokenOf = (person: string) => {
    const token =
      tokens.get(person) ?? fetchToken(simulators.identity.url, { role: person === flooder ? 'operator' : 'viewer' })
    tokens.set(person, token)
    return token
  }

  async function askWith(
    authorization: string,
    query: string,
  ): Promise<{ errors?: { extensions: { code: string } }[]; data?: unknown }> {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query }),
    })
    return (await response.json()) as never
  }

  /** @returns the first error's code, or OK */
  async function ask(query: string, person: string): Promise<string> {
    const { errors } = await askWith(`Bearer ${await tokenOf(person)}`, query)
    return errors?.[0]?.extensions.code ?? 'OK'
  }

  return {
    autotask: createVendorControl(simulators.autotask.url),
    ask,
    askWith,
    async waitUntilLoaded(): Promise<void> {
      for (;;) {
        await ask(page, 'first')
        const { data } = await askWith(
          `Bearer ${await tokenOf('first')}`,
          '{ vendorStatus { vendor collections { complete } } }',
        )
        const { vendorStatus } = data as { vendorStatus: { vendor: string; collections: { complete: boolean }[] }[] }
        const collections = vendorStatus.find(({ vendor }) => vendor === 'AUTOTASK')?.collections ?? []
        if (collections.length > 0 && collections.every(({ complete }) => complete)) return
        await sleep(250)
      }
    },
    /** People ask while the work goes on. */
    async askPages(work: () => Promise<unknown>) {
      const ms: number[] = []
      const part = { isOver: false }
      await gateway.tell('begin')
      const asking = Array.from({ length: people }, async (_, index) => {
        await tokenOf(`person ${index}`)
        while (!part.isOver) {
          await sleep(pauseMs * (0.5 + ((index * 7 + ms.length * 3) % 10) / 10))
          const begun = performance.now()
          const code = await ask(page, `person ${index}`)
          if (code !== 'OK') throw new Error(`A page of the others was answered with ${code}.`)
          ms.push(performance.now() - begun)
        }
      })
      await work()
      part.isOver = true
      await Promise.all(asking)
      const { delayP99Ms } = await gateway.tell<{ delayP99Ms: number }>('end')
      return { ms, delayP99Ms }
    },
    async close() {
      gateway.close()
      await simulators.close()
    },
  }
}
