import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Simulators } from '../../../simulators/start-simulators.ts'
import { startGatewayProgram } from '../../support/program.ts'
import { createGraphClient, gatewayEnvironment, startWorldSimulators } from '../../support/world.ts'

let simulators: Simulators | undefined
let gateway: Awaited<ReturnType<typeof startGatewayProgram>> | undefined
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'disk-full-'))
  simulators = await startWorldSimulators({ scale: 0.02 })
  const environment = { DATABASE_URL: `file:${folder}/graph.sqlite`, SYNC_MONTHS: '0' }
  gateway = await startGatewayProgram(gatewayEnvironment(simulators, { environment }))
})
afterAll(async () => {
  await gateway?.kill()
  await simulators?.close()
  rmSync(folder, { recursive: true })
})

/** No file of the gateway's may become larger, as on a full disk. */
const limitFiles = (bytes: number | 'unlimited') =>
  execFileSync('prlimit', ['--pid', String(gateway?.pid), `--fsize=${bytes}:unlimited`])

describe('on a full disk', () => {
  test('mutations are refused, reads are answered and it shows in health; with room, all goes on', async () => {
    const { query } = createGraphClient(gateway!.url, simulators!)
    const create = (id: string) =>
      query(
        'mutation ($id: ID!) { createTenant(input: { id: $id, name: "T" }) { tenant { id } } }',
        { id },
        { role: 'admin' },
      )
    const ready = async () => (await fetch(`${gateway!.url}/health/ready`)).json()
    expect((await create('before')).body.errors).toBeUndefined()
    limitFiles(1)

    const { status, body } = await create('meanwhile')
    expect(status).toBe(503)
    expect(body.errors?.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^The gateway’s database cannot be read or written: its file or disk is /),
    ])
    expect((await query('{ viewer { roles } }')).body.data).toEqual({ viewer: { roles: ['VIEWER'] } })
    expect(await ready()).toMatchObject({ audit: 'unavailable' })
    expect(gateway!.output()).toContain('audit log unavailable')

    limitFiles('unlimited')
    await expect.poll(ready).not.toHaveProperty('audit')
    expect((await create('after')).body.errors).toBeUndefined()
    const { tenants } = (await query('{ tenants { id } }', {}, { role: 'admin' })).body.data as {
      tenants: { id: string }[]
    }
    expect(tenants.map(({ id }) => id).toSorted()).toEqual(['after', 'before'])
  })
})
