import { Agent, request } from 'node:http'
import { fetchToken } from '../simulators/identity/fetch-token.ts'
import { readToolOperations } from '../server/mcp/tools.ts'
import { toDocument } from '../server/trusted/documents.ts'
import { gatewayEnvironment, startWorldSimulators, usualNow } from '../tests/support/world.ts'
import { atMost, median, printBars, type Bar } from './bars.ts'
import { startGatewayProcess, type GatewayProcess } from './gateway-process.ts'

/** A request of one way in. */
interface Asked {
  readonly way: 'GraphQL' | 'REST' | 'MCP'
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What a request of one way in costs: medians of the rounds. */
interface Cost {
  readonly way: Asked['way']
  /** From one answer to the next. */
  readonly ms: number
  /** Of the gateway's main thread. */
  readonly cpuMs: number
}

const rounds = 8
const requestsPerRound = 2_000
/** Until then, the engine still compiles what is asked. */
const warmUp = 15_000

/** So many callers ask at once, each on a connection of its own; and one alone, who waits for each answer. */
const crowds = { '8 callers': 8, '1 caller': 1 } as const

/** Each of the three, of any other. */
const mostRatio = 1.2

/**
 * The same questions through GraphQL, REST and MCP, warm, in rounds of each way in turn, so that a machine that is busy for a
 * while is not on one side's account. Beside the time it takes, the CPU time of the gateway's main thread.
 */
export async function measureEntryPoints(): Promise<void> {
  const simulators = await startWorldSimulators({ scale: 1 })
  const gateway = await startGatewayProcess(gatewayEnvironment(simulators, { sync: true }), Date.parse(usualNow))
  const agent = new Agent({ keepAlive: true })
  try {
    const bars: Bar[] = []
    for (const { role, ways } of questions) {
      const send = await createSender(gateway, agent, { issuer: simulators.identity.url, role })
      for (const each of ways) await ask(() => send(each), 8, warmUp)
    }
    for (const [crowd, callers] of Object.entries(crowds)) {
      for (const { title: question, role, isSame, ways } of questions) {
        const send = await createSender(gateway, agent, { issuer: simulators.identity.url, role })
        const costs = await measure(gateway, ways, (each) => ask(() => send(each), callers, requestsPerRound))
        const title = `${question}, ${crowd}`
        for (const { way, ms, cpuMs } of costs) {
          const bytes = Buffer.byteLength(await send(ways.find((each) => each.way === way)!))
          const figures = `${ms.toFixed(3)} ms, ${cpuMs.toFixed(3)} ms of CPU per request; ${bytes} bytes`
          console.log(`  ${title.padEnd(26)} ${way.padEnd(8)} ${figures}`)
        }
        const compared = costs.filter(({ way }) => isSame || way !== 'REST').map(({ ms }) => ms)
        bars.push(atMost(`${title}: slowest of quickest`, spread(compared), mostRatio, '', 2))
      }
    }
    printBars(bars)
  } finally {
    agent.destroy()
    gateway.close()
    await simulators.close()
  }
}

/** Asks so often, as so many callers who each wait for their answer. */
async function ask(send: () => Promise<string>, callers: number, times: number): Promise<void> {
  let left = times
  const go = async () => {
    while (left-- > 0) checkAnswer(await send())
  }
  await Promise.all(Array.from({ length: callers }, go))
}

/** @throws Error if it is no answer to the question */
function checkAnswer(text: string): void {
  if (text.includes('"errors"') || text.includes('"isError"')) throw new Error(`Answered: ${text.slice(0, 500)}`)
}

const spread = (values: readonly number[]) => Math.max(...values) / Math.min(...values)

interface Question {
  readonly title: string
  /** Whether each way in shows the same, in its own shape. */
  readonly isSame: boolean
  /** Of who asks: another caller for each, since there is a limit on what one's answers may come to in a minute. */
  readonly role: string
  readonly ways: readonly Asked[]
}

/** Questions that all three answer; what is sent over GraphQL is the tool's own operation. */
const questions: readonly Question[] = [
  {
    title: 'list of tickets',
    isSame: true,
    role: 'viewer',
    ways: [
      graphql('find-tickets', { range: { preset: 'THIS_MONTH' }, first: 10 }),
      rest('/api/autotask/tickets?limit=10'),
      mcp('find_tickets', { first: 10 }),
    ],
  },
  {
    title: 'newest contacts',
    isSame: true,
    role: 'operator',
    ways: [graphql('recent-contacts', { first: 10 }), rest('/api/hubspot/contacts/recent'), mcp('recent_contacts', {})],
  },
  {
    // REST shows some figures of it, in a tenth of the bytes.
    title: 'summary',
    isSame: false,
    role: 'admin',
    ways: [
      graphql('service-desk-summary', { range: { preset: 'THIS_MONTH' }, isCompared: false }),
      rest('/api/autotask/activity'),
      mcp('service_desk_summary', {}),
    ],
  },
]

function graphql(operation: string, variables: object): Asked {
  const document = toDocument(readToolOperations().get(operation)!)
  return { way: 'GraphQL', method: 'POST', path: '/graphql', body: JSON.stringify({ ...document, variables }) }
}

function rest(path: string): Asked {
  return { way: 'REST', method: 'GET', path }
}

function mcp(name: string, given: object): Asked {
  const revision = '2026-07-28'
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': revision,
    'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1.0.0' },
    'io.modelcontextprotocol/clientCapabilities': {},
  }
  return {
    way: 'MCP',
    method: 'POST',
    path: '/mcp',
    headers: {
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': revision,
      'mcp-method': 'tools/call',
      'mcp-name': name,
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: given, _meta } }),
  }
}

/** Sends requests as a caller of this role. */
async function createSender(
  { url }: GatewayProcess,
  agent: Agent,
  wish: { readonly issuer: string; readonly role: string },
) {
  const token = await fetchToken(wish.issuer, { role: wish.role })
  return ({ method, path, body, headers }: Asked): Promise<string> =>
    new Promise((resolve, reject) => {
      const sent = request(`${url}${path}`, {
        agent,
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
          ...headers,
        },
      })
      sent.on('error', reject)
      sent.on('response', (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (part: string) => (text += part))
        answer.on('end', () => {
          if (answer.statusCode === 200) resolve(text)
          else reject(new Error(`${path} answered ${answer.statusCode}: ${text.slice(0, 500)}`))
        })
      })
      sent.end(body)
    })
}

async function measure(
  gateway: GatewayProcess,
  ways: readonly Asked[],
  askRound: (asked: Asked) => Promise<void>,
): Promise<Cost[]> {
  const measured = ways.map((asked) => ({ asked, ms: [] as number[], cpuMs: [] as number[] }))
  for (let round = 0; round < rounds; round++) {
    for (const { asked, ms, cpuMs } of round % 2 === 0 ? measured : measured.toReversed()) {
      await gateway.tell('begin')
      const begun = performance.now()
      await askRound(asked)
      ms.push((performance.now() - begun) / requestsPerRound)
      const told = await gateway.tell<{ readonly cpuMs: number }>('end')
      cpuMs.push(told.cpuMs / requestsPerRound)
    }
  }
  return measured.map(({ asked: { way }, ms, cpuMs }) => ({ way, ms: median(ms), cpuMs: median(cpuMs) }))
}
