import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { zip } from '../../../scripts/lambda/zip.ts'
import { serviceDeskVariables } from '../../support/service-desk-page.ts'
import { startLambdaWorld, type LambdaWorld } from '../../support/lambda/lambda-world.ts'
import { expectedSummary } from '../../support/package/expected-summary.ts'
import { logChange, type LogChangeAnswer } from '../changes/change-world.ts'
import { connectAgent } from '../mcp/agent.ts'
import { createBrowser } from '../sign-in/browser.ts'

/*
 * The zip of `npm run build:lambda` in an emulated runtime: environments are processes that are stopped between
 * invocations, as Lambda does.
 */

let world: LambdaWorld

beforeAll(async () => {
  world = await startLambdaWorld({ tenants: true })
})
afterAll(() => world.close())
afterEach(() => world.connectWise.clearFaults())

const portalCall = { 'x-portal': '1', 'content-type': 'application/json', accept: 'application/json' }

/** The hash by which the portal asks for an operation. */
async function hashOf(name: string): Promise<string> {
  const text = await readFile(join(world.folder, 'dist/persisted-operations.json'), 'utf8')
  const found = Object.entries(JSON.parse(text) as Record<string, string>).find(([, document]) =>
    document.startsWith(`query ${name}(`),
  )
  if (!found) throw new Error(`The portal has no operation ${name}.`)
  return found[0]
}

async function subjectOf(who: string): Promise<string> {
  const state = await fetch(`${world.simulators.identity.url}/__sim/state`)
  const { users } = (await state.json()) as { users: { sub: string; email: string }[] }
  return users.find(({ email }) => email.startsWith(who))?.sub ?? ''
}

interface Company {
  tickets: { id: number; closedFlag: boolean }[]
  notes: { text: string }[]
}

const companyOf = async () => ((await world.connectWise.state()) as unknown as Record<string, Company>)['acme']!

async function log(note: string, waitSeconds: number) {
  const ticketId = (await companyOf()).tickets.find(({ closedFlag }) => !closedFlag)?.id
  const input = { tenantId: 'acme', ticketId, idempotencyKey: randomUUID(), note, minutes: 10, waitSeconds }
  const { body } = await world.query<LogChangeAnswer>(logChange, { input }, { role: 'operator' })
  const change = body.data?.logChange.change
  if (!change) throw new Error(JSON.stringify(body))
  return change
}

const stateOf = async (id: string | undefined) => {
  const document = 'query ($id: ID!) { change(id: $id) { state } }'
  const { body } = await world.query<{ change: { state: string } }>(document, { id }, { role: 'operator' })
  return body.data?.change.state
}

const notesWith = async (text: string) => (await companyOf()).notes.filter((note) => note.text.includes(text)).length

async function sql<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: world.databaseUrl })
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}

/** Ends all connections to the database that the function has, as a restart of it does. */
const cutConnections = () =>
  sql(`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'msp-graph' and datname = current_database() and pid <> pg_backend_pid()`)

describe('a person', () => {
  test('signs in, opens a page, and sees its figures, right by the raw records', async () => {
    const browser = createBrowser()
    const people = await browser.visit(`${world.url}/auth/login?return_to=/service-desk`)
    const page = await browser.submit(people, { user: await subjectOf('maya') })

    expect([page.status, page.url]).toEqual([200, `${world.url}/service-desk`])
    const [script = ''] = /\/assets\/[\w.-]+\.js/.exec(page.text) ?? []
    expect((await browser.ask(`${world.url}${script}`)).headers.get('content-type')).toMatch(/javascript/)

    const answer = await browser.ask(`${world.url}/graphql`, {
      method: 'POST',
      headers: portalCall,
      body: JSON.stringify({
        operationName: 'ServiceDeskPage',
        variables: serviceDeskVariables('THIS_MONTH'),
        extensions: { persistedQuery: { version: 1, sha256Hash: await hashOf('ServiceDeskPage') } },
      }),
    })
    expect(JSON.parse(answer.text)).toMatchObject({
      data: { summary: await expectedSummary(world.simulators) },
    })
  })

  test('is signed in at every environment, and signed out at all of them', async () => {
    const browser = createBrowser()
    const people = await browser.visit(`${world.url}/auth/login?return_to=/service-desk`)
    await browser.submit(people, { user: await subjectOf('maya') })

    await world.lambda.killAll()
    const before = await browser.ask(`${world.url}/service-desk`)
    await browser.ask(`${world.url}/auth/logout`, { method: 'POST', headers: { 'x-portal': '1' } })
    await world.lambda.killAll()
    const after = await browser.ask(`${world.url}/service-desk`)

    expect([before.status, after.status]).toEqual([200, 302])
  })

  test('gets files as bytes, compressed as the browser takes them', async () => {
    const response = await fetch(`${world.url}/sign-in`, { headers: { 'accept-encoding': 'br', accept: 'text/html' } })

    expect(response.headers.get('content-encoding')).toBe('br')
    expect(await response.text()).toMatch(/<!doctype html>/i)
  })
})

describe('the schedule', () => {
  test('delivers once what could not be delivered, in an environment that knows nothing of it', async () => {
    const note = `Moved a desk phone ${randomUUID()}`
    await world.connectWise.fault({ match: '.', times: -1, status: 500 })
    const change = await log(note, 0)
    await world.lambda.killAll()
    await world.connectWise.clearFaults()

    // Overlapping ones do no harm.
    await expect
      .poll(async () => {
        const outcomes = await Promise.all([world.schedule(), world.schedule()])
        return [...outcomes.filter((each) => 'error' in each), await stateOf(change?.id)]
      })
      .toEqual(['DONE'])

    expect(change?.state).toBe('PENDING')
    expect(await notesWith(note)).toBe(1)
  })

  test('fills the replica that a question has begun, which other environments then answer from', async () => {
    const document =
      '{ activitySummary { totalTickets openTickets } vendorStatus { vendor collections { name complete } } }'
    await world.query(document)
    await world.schedule()
    await world.lambda.killAll()
    await world.autotask.clearRequests()

    const { body } = await world.query<{
      activitySummary: object
      vendorStatus: { vendor: string; collections: { name: string; complete: boolean }[] }[]
    }>(document)

    const asked = (await world.autotask.requests()).filter(({ path }) => /\/(Tickets|TimeEntries)\b/.test(path))
    expect(body.data?.activitySummary).toEqual(await expectedSummary(world.simulators))
    expect(
      body.data?.vendorStatus
        .find(({ vendor }) => vendor === 'AUTOTASK')
        ?.collections.find(({ name }) => name === 'Tickets')?.complete,
    ).toBe(true)
    expect(asked).toEqual([])
  })

  test('leaves nothing of the audit log to an environment that may be gone', async () => {
    const requestId = randomUUID()
    await world.query('{ viewer { name } }', {}, { headers: { 'x-request-id': requestId } })
    await world.query('{ viewer { name } }', {}, { headers: { 'x-request-id': requestId } })
    await world.lambda.killAll()

    const records = await sql<{ content: string }>('select content from audit_records where content like $1', [
      `%${requestId}%`,
    ])
    expect(records.map(({ content }) => (JSON.parse(content) as { count: number }).count)).toEqual([1, 1])
  })
})

describe('an environment', () => {
  test('gives an answer that is used again all headers of the first one', async () => {
    const document = '{ activitySummary { totalTickets completedTickets } }'
    const headersOf = async () => Object.keys(Object.fromEntries((await world.query(document)).headers)).sort()
    await world.schedule()
    await world.query(document)

    const [made, again] = [await headersOf(), await headersOf()]
    expect(made).toEqual(expect.arrayContaining(['content-type', 'content-security-policy', 'x-request-id']))
    expect(again).toEqual(made)
  })

  test('offers the tools for AI agents, which answer', async () => {
    const client = await connectAgent(world.url, { token: await world.token('viewer'), era: 'modern' })
    try {
      const { tools } = await client.listTools()
      const counted = await client.callTool({ name: 'count_tickets', arguments: { state: 'OPEN' } })

      expect(tools.map(({ name }) => name)).toContain('count_tickets')
      expect(counted).toMatchObject({ structuredContent: { scope: expect.any(String) } })
      expect(counted.isError ?? false).toBe(false)
    } finally {
      await client.close()
    }
  })

  test('delivers a change with the request that logs it', async () => {
    const note = `Replaced a handset ${randomUUID()}`
    const change = await log(note, 8)

    expect([change?.state, await notesWith(note)]).toEqual(['DONE', 1])
  })

  test('answers after PostgreSQL has ended its connections while it stood still', async () => {
    await world.query('{ viewer { name } }')
    await cutConnections()

    expect(await world.data('{ viewer { name } }')).toEqual({ viewer: { name: 'Maya Fernandes' } })
  })

  test('is ended by SIGTERM, with the end of its chain written', async () => {
    const lambda = world.emulate()
    await lambda.invoke({ ...httpEvent, rawPath: '/health/ready' })
    const [environment] = lambda.environments

    expect(await environment?.shutDown()).toEqual({ code: 0, signal: null })
    // All others were killed.
    expect(await sql(`select 1 from audit_records where content like '%"operation":"stop"%'`)).toHaveLength(1)
  })

  test('does not start with a database that would be lost, and says so', async () => {
    const outcome = await world.emulate({ DATABASE_URL: 'file:data/gateway.db' }).invoke(httpEvent)

    expect('error' in outcome && outcome.error.errorMessage).toMatch(/DATABASE_URL +must be postgres:\/\//)
  })

  test('that finds no database answers 503, and starts with a later request', async () => {
    const url = new URL(world.databaseUrl)
    url.pathname = '/made_later'
    const lambda = world.emulate({ DATABASE_URL: url.href })
    const before = await lambda.invoke(httpEvent)
    await sql('create database made_later')
    const after = await lambda.invoke({ ...httpEvent, rawPath: '/health/ready' })

    expect(before).toMatchObject({ result: { statusCode: 503, headers: { 'retry-after': '5' } } })
    expect(after).toMatchObject({ result: { statusCode: 200 } })
    expect(lambda.started).toBe(1)
    expect(lambda.output()).toMatch(/has no database of the name in it/)
    expect(lambda.output()).not.toContain(`:${url.password}@`)
    await lambda.killAll()
  })
})

const httpEvent = {
  version: '2.0',
  rawPath: '/',
  rawQueryString: '',
  headers: { host: 'localhost' },
  requestContext: { stage: '$default', domainName: 'localhost', http: { method: 'GET', sourceIp: '127.0.0.1' } },
  isBase64Encoded: false,
}

describe('the zip', () => {
  test('has what runs, and nothing else', () => {
    const names = Object.keys(unzipSync(world.zip))
    const expected =
      /^(server\/lambda\/[\w.-]+\.mjs|server\/vendors\/code-version\.js|server\/rest\/operations\/[\w-]+\.graphql|(schema|agents)\/[\w-]+\.graphql|package\.json|dist\/(portal|explorer)\/.+|dist\/persisted-operations\.json|(THIRD-PARTY-)?LICENSES?(\.txt)?)$/

    expect(names.filter((name) => !expected.test(name))).toEqual([])
    expect(names.filter((name) => /simulator|\.env|\.map$|\.node$|\.ts$|test/i.test(name))).toEqual([])
    expect(world.zip.length).toBeLessThanOrEqual(15 * 2 ** 20)
  })

  test('has no code of the simulators, and the licences of what is bundled', () => {
    const files = unzipSync(world.zip)
    const text = (name: string) => new TextDecoder().decode(files[name])

    expect(text('server/lambda/handler.mjs')).not.toMatch(/oidc-provider|__sim\/|portal-secret-of-the-simulator/)
    expect(text('THIRD-PARTY-LICENSES.txt')).toMatch(/^graphql 16\.\d+\.\d+ \(MIT\)$/m)
  })

  test('is the same for the same files, whenever and wherever it is made', () => {
    const files = unzipSync(world.zip)
    const backwards = new Map(Object.entries(files).toReversed())

    expect(Buffer.compare(zip(backwards), world.zip)).toBe(0)
  })
})
