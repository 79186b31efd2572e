import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../../server/database/create-database.ts'
import type { Simulators } from '../../../simulators/start-simulators.ts'
import { patientProbes } from '../../support/patient-probes.ts'
import { startProgram } from '../../support/program.ts'
import {
  gatewayEnvironment,
  startGateway,
  startWorldSimulators,
  type Caller,
  type Gateway,
} from '../../support/world.ts'
import { databaseKinds, startDatabases, type Databases } from '../database/databases.ts'

interface AuditNode {
  id: string
  actor: { id: string; name: string; roles: string[] } | null
  credential: string | null
  address: string | null
  requestId: string | null
  kind: string
  operation: string | null
  document: string | null
  fields: string[]
  tenants: string[]
  outcome: string
  code: string | null
  vendorCalls: number
  rows: number
  milliseconds: number
  count: number
}

const auditDocument = `query Audit($filter: AuditFilter, $first: Int, $after: String) {
  auditLog(filter: $filter, first: $first, after: $after) {
    nodes {
      id at actor { id name roles } credential address requestId kind operation document fields tenants outcome code
      vendorCalls rows milliseconds count
    }
    edges { cursor }
    pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}`

describe.each(databaseKinds)('what a gateway over %s records', (kind) => {
  let databases: Databases
  let simulators: Simulators
  let gateway: Gateway
  let db: Database
  let url: string

  beforeAll(async () => {
    databases = await startDatabases(kind)
    url = await databases.create()
    simulators = await startWorldSimulators({ scale: 0.05 })
    gateway = await startGateway(simulators, { tenants: true, environment: { DATABASE_URL: url } })
    db = await openDatabase(url, { probeTimes: patientProbes })
  })
  afterAll(async () => {
    await db.destroy()
    await gateway.close()
    await simulators.close()
    await databases.close()
  })

  async function audit(filter: object = {}, page: { first?: number; after?: string | null } = {}) {
    const variables = { filter, first: 50, ...page }
    const { body } = await gateway.query<{
      auditLog: { nodes: AuditNode[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
    }>(auditDocument, variables, { role: 'admin' })
    if (!body.data) throw new Error(JSON.stringify(body.errors))
    return body.data.auditLog
  }

  let requests = 0
  /** Asks, and gives what was recorded of it. */
  async function recorded(document: string, variables: Record<string, unknown> = {}, caller: Caller = {}) {
    const requestId = `request-${++requests}`
    const answer = await gateway.query(document, variables, { ...caller, headers: { 'x-request-id': requestId } })
    const found = (await audit()).nodes.filter((node) => node.requestId === requestId)
    return { ...answer, found }
  }

  async function command(args: readonly string[], settings: Record<string, string> = {}) {
    const environment = gatewayEnvironment(simulators, { environment: { DATABASE_URL: url, ...settings } })
    const program = startProgram(['scripts/audit.ts', ...args], environment)
    const { code } = await program.ended
    return { code, output: program.output(), errors: program.errors() }
  }

  test('a read: who, from where, what, and what came of it', async () => {
    const document = 'query Desk($text: String) { tickets(first: 3, filter: { text: $text }) { nodes { id } } }'
    const { found, body } = await recorded(document, { text: 'my secret words' })
    const { tickets } = body.data as { tickets: { nodes: unknown[] } }

    expect(found).toEqual([
      {
        id: expect.stringMatching(/^\d{8}T\d{6}Z-[0-9a-f]{12}:\d+$/),
        at: expect.any(String),
        actor: { id: expect.any(String), name: 'Maya Fernandes', roles: ['VIEWER'] },
        credential: expect.stringMatching(/^token:[\w-]{43}$/),
        address: '127.0.0.1',
        requestId: expect.any(String),
        kind: 'read',
        operation: 'Desk',
        document: expect.stringMatching(/^[0-9a-f]{64}$/),
        fields: ['tickets(first: 3, filter: {text: [redacted]})'],
        tenants: [],
        outcome: 'ok',
        code: null,
        vendorCalls: expect.any(Number),
        rows: tickets.nodes.length,
        milliseconds: expect.any(Number),
        count: 1,
      },
    ])
  })

  test('tenants that are read, also where no argument names them', async () => {
    const document = '{ tenants { id connectWise { enabled } } }'
    const { found } = await recorded(document, {}, { role: 'admin' })

    expect(found).toMatchObject([{ tenants: ['acme', 'globex', 'initech'], rows: 3 }])
  })

  test('a mutation and an administrator’s, once each, with how they ended', async () => {
    const rename =
      'mutation Rename($id: ID!) { renameTenant(input: { id: $id, name: "Secret plc" }) { userErrors { code } } }'
    const refresh = 'mutation { refresh(input: { scope: SALES }) { refreshedAt } }'
    const retry = 'mutation { retryChange(input: { changeId: "acme:K7Q2M9XA4T" }) { userErrors { code } } }'

    expect((await recorded(rename, { id: 'acme' }, { role: 'admin' })).found).toMatchObject([
      {
        kind: 'administration',
        outcome: 'ok',
        operation: 'Rename',
        fields: ['renameTenant(input: {id: "acme", name: [redacted]})'],
        tenants: ['acme'],
      },
    ])
    expect((await recorded(rename, { id: 'nobody' }, { role: 'admin' })).found).toMatchObject([
      { kind: 'administration', outcome: 'refused', code: 'NOT_FOUND' },
    ])
    expect((await recorded(refresh)).found).toMatchObject([
      { kind: 'mutation', outcome: 'ok', fields: ['refresh(input: {scope: SALES})'] },
    ])
    expect((await recorded(retry, {}, { role: 'admin' })).found).toMatchObject([{ kind: 'retry', tenants: ['acme'] }])
  })

  test('refusals: of a token, a right, a document and a limit', async () => {
    expect((await recorded('{ viewer { id } }', {}, { token: 'nonsense' })).found).toMatchObject([
      { kind: 'refusal', actor: null, credential: null, code: 'UNAUTHENTICATED', outcome: 'refused' },
    ])
    expect((await recorded('{ featureFlags { key } }')).found).toMatchObject([
      { kind: 'refusal', actor: { name: 'Maya Fernandes' }, code: 'FORBIDDEN', outcome: 'refused' },
    ])
    expect(
      (await recorded('mutation { createTenant(input: { id: "x", name: "X" }) { tenant { id } } }')).found,
    ).toMatchObject([{ kind: 'refusal', code: 'FORBIDDEN', tenants: ['x'] }])
    expect((await recorded('{ viewer { id } featureFlags { key } }')).found).toMatchObject([
      { kind: 'read', code: 'FORBIDDEN', outcome: 'partial' },
    ])
    expect((await recorded('{ nonsense }')).found).toMatchObject([
      { kind: 'refusal', code: 'GRAPHQL_VALIDATION_FAILED', outcome: 'refused' },
    ])
    const many = `{ ${Array.from({ length: 300 }, (_, n) => `a${n}: viewer { id }`).join(' ')} }`
    expect((await recorded(many)).found).toMatchObject([{ kind: 'limit', code: 'QUERY_TOO_EXPENSIVE', rows: 0 }])
  })

  test('only an administrator may read it, filtered and in pages', async () => {
    for (const role of ['viewer', 'operator'] as const) {
      const { body } = await gateway.query('{ auditLog { nodes { id } } }', {}, { role })
      expect(body).toMatchObject({ data: { auditLog: null }, errors: [{ extensions: { code: 'FORBIDDEN' } }] })
    }
    const refused = await audit({ kind: ['refusal'], outcome: 'refused' })
    expect(refused.nodes.length).toBeGreaterThan(3)
    expect(new Set(refused.nodes.map(({ kind }) => kind))).toEqual(new Set(['refusal']))
    const first = await audit({}, { first: 4 })
    const second = await audit({}, { first: 4, after: first.pageInfo.endCursor })
    expect(first.pageInfo.hasNextPage).toBe(true)
    expect(new Set([...first.nodes, ...second.nodes].map(({ id }) => id)).size).toBe(8)
    const bad = await gateway.query(auditDocument, { filter: { outcome: 'nonsense' } }, { role: 'admin' })
    expect(bad.body.errors).toMatchObject([
      {
        message: 'outcome must be one of: ok, partial, refused, failed, started.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ])
  })

  test('nothing secret', async () => {
    const { publicKey, privateKey, clientId } = simulators.connectWise.credentials('acme')
    const secrets = [publicKey, privateKey, clientId, await gateway.token('admin'), 'secret words', 'Secret plc']
    const rows = JSON.stringify(await db.selectFrom('audit_records').selectAll().execute())

    expect(rows).toContain('saveConnectWiseCredentials')
    expect(secrets.filter((secret) => rows.includes(secret))).toEqual([])
  })

  test('while the log takes nothing, mutations are refused before they do anything, and reads go on', async () => {
    const rename = (name: string) =>
      gateway.query(
        `mutation { renameTenant(input: { id: "acme", name: "${name}" }) { tenant { name } } }`,
        {},
        { role: 'admin' },
      )
    const ready = async () => (await fetch(`${gateway.url}/health/ready`)).json()
    await rename('Before')
    expect(await ready()).toEqual({ status: 'ready', cache: 'available', database: 'available' })
    await sql`alter table audit_records rename to audit_away`.execute(db)

    const { status, headers, body } = await rename('Meanwhile')
    expect([status, headers.get('retry-after')]).toEqual([503, '60'])
    expect(body.errors).toEqual([
      {
        message: 'Nothing was changed: the audit log takes no records at the moment. Try again later.',
        extensions: { code: 'INTERNAL_SERVER_ERROR', retryAfterSeconds: 60, requestId: expect.any(String) },
      },
    ])
    expect(await gateway.data('{ viewer { roles } }')).toEqual({ viewer: { roles: ['VIEWER'] } })
    expect(await ready()).toEqual({ status: 'ready', cache: 'available', database: 'available', audit: 'unavailable' })
    expect(await (await fetch(`${gateway.url}/metrics`)).text()).toContain('gateway_audit_available 0')
    expect(gateway.log.filter((line) => line.includes('audit log unavailable'))).toHaveLength(1)

    await sql`alter table audit_away rename to audit_records`.execute(db)
    await expect.poll(ready).not.toHaveProperty('audit')
    const { nodes } = await audit({ kind: ['read', 'administration'] })
    // What was read meanwhile is recorded afterwards; the refused one is known too.
    expect(nodes.filter(({ fields }) => fields[0] === 'viewer')).not.toEqual([])
    expect(nodes.filter(({ outcome }) => outcome === 'failed')).toMatchObject([
      { kind: 'administration', tenants: ['acme'] },
    ])
    expect(nodes.filter(({ outcome }) => outcome === 'started')).toEqual([])
    expect((await gateway.query('{ tenant(id: "acme") { name } }', {}, { role: 'admin' })).body.data).toEqual({
      tenant: { name: 'Before' },
    })
    expect((await rename('After')).body.errors).toBeUndefined()
  })

  // Each is a program that starts: once is enough.
  const once = kind === 'sqlite' ? test : () => undefined
  once('npm run audit exports, verifies and prunes it beside the gateway', async () => {
    const [csv, json] = [await command(['export']), await command(['export', '--format=jsonl'])]
    const lines = json.output.trim().split('\n')
    expect(csv.output.split('\n')[0]).toMatch(/^id,at,kind,outcome,code,actor,name,/)
    expect(csv.output).not.toMatch(/secret words|Secret plc/)
    expect(lines.map((line) => (JSON.parse(line) as AuditNode).kind)).toContain('administration')
    const whole = await command(['verify'])
    expect([csv.code, json.code, whole.code, whole.errors]).toEqual([0, 0, 0, ''])
    expect(whole.output).toMatch(/^Whole: \d+ records in 1 chain, \d+ anchors?\.\n$/)
    expect((await command(['prune'])).output).toBe('0 records older than 400 days deleted.\n')
    expect((await command(['verify', '--format=csv'])).errors).toContain('Usage: npm run audit -- <command>')

    await sql`delete from audit_records where position = 7`.execute(db)
    const bad = await command(['verify'])
    expect([bad.code, bad.output]).toEqual([1, ''])
    expect(bad.errors).toMatch(/^Bad record \d{8}T\d{6}Z-[0-9a-f]{12}:7: it was removed\.\n$/)
  })
})
