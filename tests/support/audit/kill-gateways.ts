import { openDatabase } from '../../../server/database/create-database.ts'
import { listAudit, type AuditRow } from '../../../server/audit/audit-list.ts'
import { createSigner } from '../../../server/audit/signer.ts'
import { verifyAudit, type Verification } from '../../../server/audit/verify.ts'
import type { Simulators } from '../../../simulators/start-simulators.ts'
import { patientProbes } from '../patient-probes.ts'
import { startGatewayProgram } from '../program.ts'
import { createGraphClient, gatewayEnvironment, testKey } from '../world.ts'

export interface KillOptions {
  readonly simulators: Simulators
  readonly databaseUrl: string
  /** Mutations to be answered in all. */
  readonly mutations: number
  /** How many of them one gateway answers before it is killed. */
  readonly perGateway: number
  /** Mutations that are under way at a time. */
  readonly parallel: number
}

export interface KillReport {
  /** Ids of the requests that were answered. */
  readonly answered: readonly string[]
  /** Ids of the tenants that the mutations of any request, answered or not, have made. */
  readonly made: readonly string[]
  readonly records: readonly AuditRow[]
  readonly verification: Verification
}

/** Has gateways make tenants, in programs of their own that are killed with `kill -9` again and again. */
export async function killGateways(options: KillOptions): Promise<KillReport> {
  const { simulators, databaseUrl, mutations, perGateway, parallel } = options
  const environment = gatewayEnvironment(simulators, { environment: { DATABASE_URL: databaseUrl } })
  const answered: string[] = []
  let asked = 0
  while (answered.length < mutations) {
    const gateway = await startGatewayProgram(environment)
    const { query } = createGraphClient(gateway.url, simulators)
    const until = Math.min(mutations, answered.length + perGateway)
    let isKilled = false
    const work = async () => {
      while (!isKilled) {
        const id = `t-${++asked}`
        const document = 'mutation ($id: ID!) { createTenant(input: { id: $id, name: "T" }) { tenant { id } } }'
        const caller = { role: 'admin', headers: { 'x-request-id': id } } as const
        const answer = await query(document, { id }, caller).catch(() => null)
        if (answer?.status === 200) answered.push(id)
        if (answered.length < until || isKilled) continue
        isKilled = true
        await gateway.kill()
      }
    }
    await Promise.all(Array.from({ length: parallel }, work))
  }
  return { answered, ...(await readBack(databaseUrl)) }
}

async function readBack(databaseUrl: string): Promise<Omit<KillReport, 'answered'>> {
  const database = await openDatabase(databaseUrl, { probeTimes: patientProbes })
  try {
    const records: AuditRow[] = []
    let after: string | null = null
    do {
      const page = await listAudit(database, { kind: ['administration'] }, { first: 100, after })
      records.push(...page.edges.map(({ node }) => node))
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
    } while (after !== null)
    const signer = createSigner([Buffer.from(testKey('newest'), 'base64')])
    const made = (await database.selectFrom('tenants').select('id').execute()).map(({ id }) => id)
    return { records, made, verification: await verifyAudit({ database, signer }) }
  } finally {
    await database.destroy()
  }
}
