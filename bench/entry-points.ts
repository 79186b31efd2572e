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

/** What a request of one way in costs. */
interface Cost {
  readonly way: Asked['way']
  readonly medianMs: number
  /** Of the gateway's main thread. */
  readonly cpuMs: number
  readonly bytes: number
}

const rounds = 12
const requestsPerRound = Number(process.env['ENTRY_POINTS_REQUESTS'] ?? 400)

/** Each of the three, of any other. */
const mostRatio = 1.2

/**
 * The same questions through GraphQL, REST and MCP, warm: one after the other on one connection, in rounds of each way in
 * turn, so that a machine that is busy for a while is not on one side's account. Beside the time it takes, the CPU time of
 * the gateway, which does not depend on what else the machine does.
 */
export async function measureEntryPoints(): Promise<void> {
  const simulators = await startWorldSimulators({ scale: 1 })
  const gateway = await startGatewayProcess(gatewayEnvironment(simulators, { sync: true }), Date.parse(usualNow))
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  try {
    const token = await fetchToken(simulators.identity.url, { role: 'viewer' })
    const send = createSender({ gateway, agent, token })
    const bars: Bar[] = []
    for (const [question, ways] of Object.entries(questions())) {
      const costs = await measure(gateway, ways, send)
      for (const { way, medianMs, cpuMs, bytes } of costs) {
        const figures = `${medianMs.toFixed(3)} ms, ${cpuMs.toFixed(3)} ms of CPU, ${bytes} bytes`
        console.log(`  ${question.padEnd(18)} ${way.padEnd(8)} ${figures}`)
      }
      bars.push(
        atMost(
          `${question}: time, slowest of quickest`,
          spread(costs.map(({ medianMs }) => medianMs)),
          mostRatio,
          '',
          2,
        ),
        atMost(`${question}: CPU, most of least`, spread(costs.map(({ cpuMs }) => cpuMs)), mostRatio, '', 2),
      )
    }
    printBars(bars)
  } finally {
    agent.destroy()
    gateway.close()
    await simulators.close()
  }
}

const spread = (values: readonly number[]) => Math.max(...values) / Math.min(...values)

/** Questions that all three answer; what is sent over GraphQL is the tool's own operation. */
function questions(): Record<string, readonly Asked[]> {
  return {
    summary: [
      graphql('service-desk-summary', { range: { preset: 'THIS_MONTH' }, isCompared: false }),
      rest('/api/autotask/activity'),
      mcp('service_desk_summary', {}),
    ],
    'list of tickets': [
      graphql('find-tickets', { range: { preset: 'THIS_MONTH' }, first: 10 }),
      rest('/api/autotask/tickets?limit=10'),
      mcp('find_tickets', { first: 10 }),
    ],
  }
}

function graphql(operation: string, variables: object): Asked {
  const document = toDocument(readToolOperations().get(operation)!)
  return { way: 'GraphQL', method: 'POST', path: '/graphql', body: JSON.stringify({ ...document, variables }) }
}

const rest = (path: string): Asked => ({ way: 'REST', method: 'GET', path })

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

interface SenderParts {
  readonly gateway: GatewayProcess
  readonly agent: Agent
  readonly token: string
}

function createSender({ gateway, agent, token }: SenderParts) {
  return ({ method, path, body, headers }: Asked): Promise<number> =>
    new Promise((resolve, reject) => {
      const sent = request(`${gateway.url}${path}`, {
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
          if (answer.statusCode === 200 && !/"errors"|"isError"/.test(text)) resolve(Buffer.byteLength(text))
          else reject(new Error(`${path} answered ${answer.statusCode}: ${text.slice(0, 500)}`))
        })
      })
      sent.end(body)
    })
}

async function measure(
  gateway: GatewayProcess,
  ways: readonly Asked[],
  send: (asked: Asked) => Promise<number>,
): Promise<Cost[]> {
  const measured = ways.map((asked) => ({ asked, times: [] as number[], cpu: [] as number[], bytes: 0 }))
  for (const each of measured) for (let nth = 0; nth < requestsPerRound; nth++) each.bytes = await send(each.asked)
  for (let round = 0; round < rounds; round++) {
    for (const { asked, times, cpu } of round % 2 === 0 ? measured : measured.toReversed()) {
      await gateway.tell('begin')
      for (let nth = 0; nth < requestsPerRound; nth++) {
        const begun = performance.now()
        await send(asked)
        times.push(performance.now() - begun)
      }
      const { cpuMs } = await gateway.tell<{ readonly cpuMs: number }>('end')
      cpu.push(cpuMs / requestsPerRound)
    }
  }
  return measured.map(({ asked: { way }, times, cpu, bytes }) => ({
    way,
    medianMs: median(times),
    cpuMs: median(cpu),
    bytes,
  }))
}
