import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../../server/clock.ts'
import { openDatabase, type Database } from '../../../server/database/create-database.ts'
import { createEncrypter } from '../../../server/database/encrypter.ts'
import { rotateKeys } from '../../../server/tenants/rotate-keys.ts'
import { startProgram } from '../../support/program.ts'
import { gatewayEnvironment, startGateway, startWorldSimulators, testKey, type Gateway } from '../../support/world.ts'
import type { Simulators } from '../../../simulators/start-simulators.ts'
import { databaseKinds, startDatabases, type Databases } from '../database/databases.ts'
import { patientProbes } from '../../support/patient-probes.ts'

const planted = {
  publicKey: 'PLANTEDPUBLIC-7741',
  privateKey: 'PLANTED-PRIVATE-"\\-7742',
  clientId: '7743b8e2-planted-client-id',
}
const saveDocument = `mutation ($input: SaveConnectWiseCredentialsInput!) {
  saveConnectWiseCredentials(input: $input) { tenant { id } userErrors { field message code } }
}`
const seen = `{ tenant(id: "acme") { connectWise { credentials {
  baseUrl companyId publicKeyHint clientIdHint defaultTimeMinutes autoUpdateStatus defaultStatuses { boardId statusId }
  defaultMemberIdentifier memberMap { email memberIdentifier } workRole workType updatedBy
} } } }`
const tickets = '{ tenant(id: "acme") { connectWise { tickets(search: "phone") { id } } } }'

let simulators: Simulators

beforeAll(async () => {
  simulators = await startWorldSimulators({ scale: 0.1 })
})
afterAll(() => simulators.close())

const asAdmin = { role: 'admin' } as const

describe.each(databaseKinds)('credentials in %s', (kind) => {
  let databases: Databases
  let gateway: Gateway
  let db: Database
  let url: string

  beforeAll(async () => {
    databases = await startDatabases(kind)
    url = await databases.create()
    gateway = await startGateway(simulators, { tenants: true, environment: { DATABASE_URL: url } })
    db = await openDatabase(url, { probeTimes: patientProbes })
  })
  afterAll(async () => {
    await db.destroy()
    await gateway.close()
    await databases.close()
  })

  const input = (changes: Record<string, unknown> = {}) => ({
    tenantId: 'acme',
    baseUrl: simulators.connectWise.credentials('acme').baseUrl,
    companyId: 'acme',
    ...planted,
    ...changes,
  })
  const save = async (changes: Record<string, unknown> = {}, of: Gateway = gateway) =>
    (await of.query(saveDocument, { input: input(changes) }, asAdmin)).body.data?.['saveConnectWiseCredentials']
  const rowOf = (tenantId: string) =>
    db.selectFrom('connectwise_credentials').selectAll().where('tenant_id', '=', tenantId).executeTakeFirstOrThrow()
  const restore = () => save({ ...simulators.connectWise.credentials('acme') })
  const errorsOf = async (document: string, of: Gateway = gateway) =>
    ((await of.query(document, {}, asAdmin)).body.errors ?? []).map(({ message, extensions }) => [
      extensions.code,
      message,
    ])

  test('come back as hints, with all else as it was saved', async () => {
    const given = {
      baseUrl: ` ${simulators.connectWise.url}/v4_6_release/apis/3.0/ `,
      defaultTimeMinutes: 0,
      autoUpdateStatus: true,
      defaultStatuses: [{ boardId: 8, statusId: 400 }],
      defaultMemberIdentifier: 'rocdesk',
      memberMap: [{ email: 'Priya.Raman@msp.example', memberIdentifier: 'praman' }],
      workRole: ' ',
      workType: 'Remote',
    }
    const saved = await save(given)
    const { body } = await gateway.query(seen, {}, asAdmin)
    const { defaultStatuses, autoUpdateStatus } = given

    expect(saved).toEqual({ tenant: { id: 'acme' }, userErrors: [] })
    expect(body.data).toEqual({
      tenant: {
        connectWise: {
          credentials: {
            baseUrl: `${simulators.connectWise.url}/v4_6_release/`,
            companyId: 'acme',
            publicKeyHint: '7741',
            clientIdHint: 't-id',
            defaultTimeMinutes: 0,
            autoUpdateStatus,
            defaultStatuses,
            defaultMemberIdentifier: 'rocdesk',
            memberMap: [{ email: 'priya.raman@msp.example', memberIdentifier: 'praman' }],
            workRole: null,
            workType: 'Remote',
            updatedBy: 'Helen Marsh',
          },
        },
      },
    })
  })

  test('that are left empty stay as they are, the member map too', async () => {
    await save({ memberMap: [{ email: 'a@b.example', memberIdentifier: 'ab' }] })
    await save({ publicKey: '', privateKey: '', clientId: '' })
    const { body } = await gateway.query(seen, {}, asAdmin)

    expect(body.data).toMatchObject({
      tenant: { connectWise: { credentials: { publicKeyHint: '7741', memberMap: [{ email: 'a@b.example' }] } } },
    })
    expect(await save({ tenantId: 'initech', publicKey: '', privateKey: ' ', clientId: '' })).toMatchObject({
      tenant: null,
      userErrors: [{ field: ['publicKey'] }, { field: ['privateKey'] }, { field: ['clientId'] }],
    })
  })

  test('that are left empty are not sent to another host', async () => {
    await save({})
    const moved = await save({ baseUrl: 'eu.myconnectwise.net', publicKey: '', privateKey: '', clientId: '' })

    expect(moved).toMatchObject({
      tenant: null,
      userErrors: [{ field: ['publicKey'] }, { field: ['privateKey'] }, { field: ['clientId'] }],
    })
  })

  test.each([
    [{ tenantId: 'nowhere' }, ['tenantId']],
    [{ baseUrl: 'https://evil.example' }, ['baseUrl']],
    [{ baseUrl: 'https://169.254.169.254/' }, ['baseUrl']],
    [{ companyId: '' }, ['companyId']],
    [{ companyId: 'a+b:c' }, ['companyId']],
    [{ privateKey: 'two words' }, ['privateKey']],
    [{ publicKey: 'a\r\nx-evil: 1' }, ['publicKey']],
    [{ privateKey: 'zero\u200bwidth' }, ['privateKey']],
    [{ publicKey: 'don’t' }, ['publicKey']],
    [{ companyId: 'ac\u200bme' }, ['companyId']],
    [{ defaultTimeMinutes: 1441 }, ['defaultTimeMinutes']],
    [{ defaultTimeMinutes: -1 }, ['defaultTimeMinutes']],
    [
      {
        defaultStatuses: [
          { boardId: 1, statusId: 2 },
          { boardId: 1, statusId: 3 },
        ],
      },
      ['defaultStatuses', '1'],
    ],
    [{ defaultMemberIdentifier: 'ann@msp.example' }, ['defaultMemberIdentifier']],
    [{ memberMap: [{ email: 'x', memberIdentifier: 'ab' }] }, ['memberMap', '0', 'email']],
  ])('%j are refused by field, and nothing is repeated', async (changes, field) => {
    const result = await save(changes)

    expect(result).toMatchObject({ tenant: null, userErrors: [{ field }] })
    expect(JSON.stringify(result)).not.toMatch(/PLANTED|two words|evil\.example/)
  })

  test('that were flipped or swapped are refused in words, and nothing leaks', async () => {
    await restore()
    const [acme, globex] = [await rowOf('acme'), await rowOf('globex')]
    const flip = (encrypted: string) =>
      `${encrypted.slice(0, -3)}${encrypted.at(-3) === 'A' ? 'B' : 'A'}${encrypted.slice(-2)}`
    const spoilt = [
      { private_key: flip(acme.private_key) },
      { private_key: globex.private_key },
      { private_key: acme.public_key },
      { public_key: 'v1.nonsense' },
    ]
    for (const change of spoilt) {
      await db.updateTable('connectwise_credentials').set(change).where('tenant_id', '=', 'acme').execute()
      const errors = await errorsOf(tickets)

      expect(errors).toEqual([
        ['VENDOR_NOT_CONFIGURED', expect.stringMatching(/tenant acme cannot be opened.*save them anew/)],
      ])
      expect(await errorsOf(seen)).toEqual(errors)
      await db
        .updateTable('connectwise_credentials')
        .set({ private_key: acme.private_key, public_key: acme.public_key })
        .where('tenant_id', '=', 'acme')
        .execute()
    }
    expect(await errorsOf(tickets)).toEqual([])
  })

  test('whose address was changed behind our back send nothing there', async () => {
    await restore()
    const { base_url } = await rowOf('acme')
    await db
      .updateTable('connectwise_credentials')
      .set({ base_url: 'https://evil.example/v4_6_release/' })
      .where('tenant_id', '=', 'acme')
      .execute()
    const errors = await errorsOf(tickets)
    await db.updateTable('connectwise_credentials').set({ base_url }).where('tenant_id', '=', 'acme').execute()

    expect(errors).toEqual([
      ['VENDOR_NOT_CONFIGURED', expect.stringMatching(/address of the tenant acme is not allowed/)],
    ])
  })

  test('are neither saved nor opened without keys, and the gateway starts all the same', async () => {
    const without = await startGateway(simulators, { environment: { DATABASE_URL: url, CREDENTIALS_KEYS: undefined } })
    const saved = await save({}, without)
    const errors = await errorsOf(tickets, without)
    await without.close()

    expect(saved).toMatchObject({
      tenant: null,
      userErrors: [{ field: null, message: expect.stringMatching(/CREDENTIALS_KEYS/), code: 'NOT_CONFIGURED' }],
    })
    expect(errors).toEqual([['VENDOR_NOT_CONFIGURED', expect.stringMatching(/CREDENTIALS_KEYS/)]])
  })

  test('are encrypted anew with the newest key, and none is left under an old one', async () => {
    await restore()
    const before = await rowOf('acme')
    const [newest, old] = [Buffer.from(testKey('rotated'), 'base64'), Buffer.from(testKey('newest'), 'base64')]
    const both = createEncrypter([newest, old])

    expect(await rotateKeys(db, both, systemClock)).toEqual({
      reencrypted: ['acme', 'globex'],
      unchanged: [],
      unreadable: [],
    })
    expect(await rotateKeys(db, both, systemClock)).toEqual({
      reencrypted: [],
      unchanged: ['acme', 'globex'],
      unreadable: [],
    })
    expect(await rotateKeys(db, createEncrypter([newest]), systemClock)).toMatchObject({ unreadable: [] })
    for (const { public_key, private_key, client_id } of [await rowOf('acme'), await rowOf('globex')]) {
      expect(
        [public_key, private_key, client_id].every((encrypted) => createEncrypter([newest]).isNewest(encrypted)),
      ).toBe(true)
    }
    expect((await rowOf('acme')).updated_at).toBe(before.updated_at)

    const program = startProgram(['scripts/rotate-keys.ts'], {
      ...gatewayEnvironment(simulators, {
        environment: { DATABASE_URL: url, CREDENTIALS_KEYS: `${testKey('newest')},${testKey('rotated')}` },
      }),
    })
    expect([await program.ended, program.output()]).toEqual([
      { code: 0, signal: null },
      expect.stringMatching(
        /^Credentials: .* newest key now: 2\. Already so: 0\.\n(.+\n)*No record is left under an older key/,
      ),
    ])
    expect(await errorsOf(tickets)).toEqual([])
  })

  test('that none of the keys opens are named by the rotation, which then fails', async () => {
    const program = startProgram(['scripts/rotate-keys.ts'], {
      ...gatewayEnvironment(simulators, { environment: { DATABASE_URL: url, CREDENTIALS_KEYS: testKey('other') } }),
    })

    expect(await program.ended).toEqual({ code: 1, signal: null })
    expect(program.errors()).toMatch(/2 \(acme, globex\)/)
    expect(await errorsOf(tickets)).toEqual([])
  })

  test('show in no answer, log line, metric or database file', async () => {
    await save()
    const answers = []
    for (const document of [
      seen,
      tickets,
      '{ vendorStatus { vendor state message } tenants { name } }',
      'mutation { testConnectWiseConnection(input: { tenantId: "acme" }) { checks { area ok message } } }',
    ]) {
      answers.push((await gateway.query(document, {}, asAdmin)).text)
    }
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text()
    const file = kind === 'sqlite' ? url.replace(/^file:/, '') : null
    const files = file === null ? [] : await readdir(dirname(file))
    const stored = await Promise.all(
      files.map(async (name) => (await readFile(join(dirname(file!), name))).toString('latin1')),
    )
    const rows = JSON.stringify(await db.selectFrom('connectwise_credentials').selectAll().execute())
    const basic = Buffer.from(`acme+${planted.publicKey}:${planted.privateKey}`).toString('base64')
    const needles = [...Object.values(planted), JSON.stringify(planted.privateKey).slice(1, -1), basic]
    const all = [...answers, ...gateway.log, metrics, ...stored, rows].join('\n')

    expect(answers.join('')).toMatch(/VENDOR_UNAUTHORIZED/)
    expect(needles.filter((needle) => all.includes(needle))).toEqual([])
  })

  test('that were deleted are gone', async () => {
    const { body } = await gateway.query(
      'mutation { deleteConnectWiseCredentials(input: { tenantId: "acme" }) { tenant { id } userErrors { code } } }',
      {},
      asAdmin,
    )

    expect(body.data).toEqual({ deleteConnectWiseCredentials: { tenant: { id: 'acme' }, userErrors: [] } })
    expect((await errorsOf(tickets)).map(([code]) => code)).toEqual(['VENDOR_NOT_CONFIGURED'])
    const tested = await gateway.query(
      'mutation { testConnectWiseConnection(input: { tenantId: "acme" }) { checks { ok } userErrors { field code } } }',
      {},
      asAdmin,
    )
    expect(tested.body).toEqual({
      data: {
        testConnectWiseConnection: {
          checks: [],
          userErrors: [{ field: ['tenantId'], code: 'VENDOR_NOT_CONFIGURED' }],
        },
      },
    })
    expect((await gateway.query(seen, {}, asAdmin)).body.data).toEqual({
      tenant: { connectWise: { credentials: null } },
    })
    await restore()
  })
})
