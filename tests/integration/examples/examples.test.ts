import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startProgram, type Program } from '../../support/program.ts'
import { expectedSummary } from '../../support/package/expected-summary.ts'
import { rocTickets } from '../../support/oracle/filter.ts'
import { gatewayEnvironment, startWorld, type World } from '../../support/world.ts'

let world: World
const keys = { WALLBOARD_KEY: 'key of the wallboard', DISPATCHER_KEY: 'key of the dispatcher' }

beforeAll(async () => {
  // On the machine's clock, as programs of their own are.
  world = await startWorld({ scale: 0.1, now: new Date().toISOString() })
})
afterAll(() => world.close())

async function running<T>(
  file: string,
  environment: Record<string, string>,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const program = startProgram([file], { ...environment, PORT: '0' })
  try {
    const [, url = ''] = await program.printed(/Listening on (http:\S+)/)
    return await work(url.replace('[::1]', 'localhost'))
  } finally {
    await endGently(program)
  }
}

async function endGently(program: Program): Promise<void> {
  program.child.kill('SIGTERM')
  const { code } = await program.ended
  expect([
    code,
    program
      .errors()
      .replaceAll(/\(node:\d+\) ExperimentalWarning.*|\(Use `node.*/g, '')
      .trim(),
  ]).toEqual([0, ''])
}

const embeddedEnvironment = () => ({ ...gatewayEnvironment(world.simulators), LOG_LEVEL: 'error', ...keys })

async function ask(url: string, query: string, key: string) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify({ query }),
  })
  const body: unknown = await response.json()
  return { status: response.status, body }
}

describe.each(['express', 'fastify'])('the %s example', (name) => {
  const file = `examples/${name}/server.ts`

  test('answers GraphQL to its own people, and nothing to others', async () => {
    const query = '{ viewer { name } activitySummary { totalTickets openTickets } }'
    await running(file, embeddedEnvironment(), async (url) => {
      expect(await ask(url, query, keys.WALLBOARD_KEY)).toEqual({
        status: 200,
        body: { data: { viewer: { name: 'Wallboard' }, activitySummary: await expectedSummary(world.simulators) } },
      })
      expect(await ask(url, query, 'another key')).toMatchObject({ status: 401 })
    })
  })
})

test('the express example has a page of its own from the same graph', async () => {
  await running('examples/express/server.ts', embeddedEnvironment(), async (url) => {
    const { totalTickets, openTickets } = await expectedSummary(world.simulators)
    const text = await (await fetch(url)).text()
    expect(text).toBe(`${totalTickets} tickets this month, ${openTickets} of them open.\n`)
  })
})

test('the chat bot answers with the figures of the graph, and says what it cannot find out', async () => {
  const environment = { GRAPH_URL: `${world.url}/graphql`, GRAPH_TOKEN: await world.token('viewer') }
  const [ticket] = rocTickets(await world.state())
  const { totalTickets } = await expectedSummary(world.simulators)
  const say = async (url: string, text: string) =>
    ((await (await fetch(url, { method: 'POST', body: JSON.stringify({ text }) })).json()) as { text: string }).text

  await running('examples/chat-bot/bot.ts', environment, async (url) => {
    expect(await say(url, 'summary please')).toMatch(
      new RegExp(`^${totalTickets} tickets this month \\(\\d+ in the month before\\), \\d+ of them open`),
    )
    expect(await say(url, ticket?.ticketNumber ?? '')).toContain(`${ticket?.ticketNumber}: ${ticket?.title}`)
    expect(await say(url, 'overdue')).toMatch(/^\d+ tickets are overdue\.\nT\d{8}\.\d{4} /)
    expect(await say(url, 'hours')).toMatch(/^[\d.]+ hours were logged today\./)
    expect(await say(url, 'T20000101.0001')).toContain('There is no ticket')
    expect(await say(url, 'hello')).toContain('Ask me')
  })
  await running('examples/chat-bot/bot.ts', { ...environment, GRAPH_TOKEN: 'nonsense' }, async (url) => {
    expect(await say(url, 'summary')).toContain('I could not find out: ')
  })
})

describe('the MCP client', () => {
  const ask = async (words: readonly string[], token: string) => {
    const program = startProgram(['examples/mcp-client/ask.ts', ...words], {
      MCP_URL: `${world.url}/mcp`,
      MCP_TOKEN: token,
    })
    const { code } = await program.ended
    const answers = program
      .output()
      .split(/\n(?=[A-Z][^\n]*\?\n)/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
    return { code, answers, errors: program.errors() }
  }

  test('answers everyday questions with one call each, right and short', async () => {
    const { totalTickets } = await expectedSummary(world.simulators)
    const open = rocTickets(await world.state()).filter(({ completedDate }) => completedDate === null).length
    const { code, answers } = await ask([], await world.token('viewer'))
    const answerTo = (words: string) => answers.find((each) => each.includes(words)) ?? ''

    expect([code, answers.length]).toEqual([0, 7])
    expect(answerTo('How many tickets are open?')).toMatch(new RegExp(`\\b${open}\\b`))
    expect(answerTo('How is this month going')).toMatch(new RegExp(`\\b${totalTickets}\\b`))
    for (const answer of answers) {
      expect(answer).not.toContain('No answer')
      expect(answer).toMatch(/As of \d{4}-/)
      expect(Number(/about (\d+) tokens/.exec(answer)?.[1])).toBeLessThanOrEqual(4_000)
    }
  })

  test('asks only what is wanted, and ends with an error where it may not ask at all', async () => {
    expect((await ask(['open'], await world.token('viewer'))).answers).toHaveLength(1)
    const refused = await ask(['open'], 'no token')
    expect([refused.code, refused.answers]).toEqual([1, []])
    expect(refused.errors).toContain('401')
  })
})
