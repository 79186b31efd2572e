import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProgram, type Program } from '../../support/program.ts'
import type { World } from '../../support/world.ts'
import { askRouter, type RouterAnswer } from '../federation/router.ts'
import { startSubgraphWorld } from '../federation/subgraph-world.ts'

const folder = 'examples/federation'
const programs: Program[] = []
let supergraphs: string
let world: World
let routerUrl: string
let token: string

function run(file: string, args: readonly string[], environment: Record<string, string>): Program {
  const program = startProgram([`${folder}/${file}`, ...args], { PORT: '0', ...environment })
  programs.push(program)
  return program
}

const addressOf = async (program: Program) => (await program.printed(/ (http:\S+)/))[1] ?? ''

beforeAll(async () => {
  supergraphs = await mkdtemp(join(tmpdir(), 'supergraph-'))
  const file = join(supergraphs, 'supergraph.graphql')
  world = await startSubgraphWorld({ scale: 0.1 })
  token = await world.token('viewer')
  const surveysUrl = await addressOf(run('surveys.ts', [], {}))
  const composing = run('compose.ts', [], { TOKEN: token, GATEWAY_URL: world.url, SURVEYS_URL: surveysUrl })
  const { code } = await composing.ended
  if (code !== 0) throw new Error(composing.errors())
  await writeFile(file, composing.output())
  routerUrl = await addressOf(run('router.ts', [file], {}))
})
afterAll(async () => {
  for (const program of programs) await program.kill()
  await world?.close()
  await rm(supergraphs, { recursive: true, force: true })
})

const ask = <Data>(query: string, bearer = token): Promise<RouterAnswer<Data>> => askRouter(routerUrl, query, bearer)

test('the example answers what crosses both subgraphs, by the steps of its README', async () => {
  const { data } = await ask<{ tickets: { nodes: { id: string; survey: null }[] } }>(
    '{ tickets(range: { preset: LAST_90_DAYS }, first: 3) { nodes { id number title survey { score } } } }',
  )
  const nodes = data?.tickets.nodes ?? []
  for (const [score, { id }] of nodes.entries()) {
    await ask(`mutation { rateTicket(ticketId: "${id}", score: ${score}) { id } }`)
  }
  const surveys = await ask('{ surveys { score ticket { number title company { name } } } }')

  const { Tickets, Companies } = await world.state()
  expect(nodes.map(({ survey }) => survey)).toEqual([null, null, null])
  expect(surveys).toEqual({
    data: {
      surveys: nodes.map(({ id }, score) => {
        const ticket = Tickets.find((each) => String(each.id) === id)
        const name = Companies.find((company) => company.id === ticket?.companyID)?.companyName
        return { score, ticket: { number: ticket?.ticketNumber, title: ticket?.title, company: { name } } }
      }),
    },
  })
})

test('the gateway refuses the router whose caller it does not know', async () => {
  const { data, errors } = await ask('{ tickets(first: 1) { totalCount } }', 'nonsense')

  expect([data?.valueOf(), errors?.length]).toEqual([{ tickets: null }, 1])
})
