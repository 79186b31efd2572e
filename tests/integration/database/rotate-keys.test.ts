import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEntry } from '../../../server/audit/audit-entry.ts'
import { createAuditStore } from '../../../server/audit/audit-store.ts'
import { link, newChain } from '../../../server/audit/chain.ts'
import { createSigner } from '../../../server/audit/signer.ts'
import { locationOfTokens } from '../../../server/auth/session-tokens.ts'
import { openDatabase } from '../../../server/database/create-database.ts'
import { createEncrypter } from '../../../server/database/encrypter.ts'
import { createSessionRecords } from '../../../server/database/session-records.ts'
import { createSessionTokenRecords } from '../../../server/database/session-token-records.ts'
import { encryptSecrets } from '../../../server/tenants/encrypted-secrets.ts'
import { patientProbes } from '../../support/patient-probes.ts'
import { startProgram } from '../../support/program.ts'
import { databaseKinds, startDatabases, type Databases } from './databases.ts'

const keyOf = (name: string) => createHash('sha256').update(name).digest()
const [credentials, sessions, old, oldSessions] = ['new', 'new sessions', 'old', 'old sessions'].map(keyOf) as [
  Buffer,
  Buffer,
  Buffer,
  Buffer,
]
const listed = (...keys: Buffer[]) => keys.map((key) => key.toString('base64')).join(',')
const secrets = { publicKey: 'public', privateKey: 'private', clientId: 'client' }

const run = (script: string[], url: string, credentialsKeys: string, sessionKeys: string) =>
  startProgram(['--import', './scripts/preload.mjs', ...script], {
    OIDC_ISSUER: 'https://issuer.example',
    OIDC_AUDIENCE: 'api://graph',
    OIDC_CLIENT_ID: 'portal',
    OIDC_CLIENT_SECRET: 'secret',
    PUBLIC_URL: 'https://portal.example',
    SESSION_KEYS: sessionKeys,
    CREDENTIALS_KEYS: credentialsKeys,
    DATABASE_URL: url,
  })
const rotate = (url: string, credentialsKeys = listed(credentials, old), sessionKeys = listed(sessions, oldSessions)) =>
  run(['scripts/rotate-keys.ts'], url, credentialsKeys, sessionKeys)

async function ended(program: ReturnType<typeof run>) {
  const { code } = await program.ended
  return [code, program.output(), program.errors()]
}

describe.each(databaseKinds)('npm run rotate-keys on %s', (kind) => {
  let databases: Databases
  beforeAll(async () => {
    databases = await startDatabases(kind)
  })
  afterAll(() => databases.close())

  /** A database whose credentials, sessions and anchors are all under old keys. */
  async function filled(): Promise<string> {
    const url = await databases.create()
    const db = await openDatabase(url, { probeTimes: patientProbes })
    const times = { createdAt: 1, seenAt: 1, expiresAt: 2, renewAt: 1 }
    for (const [n, id] of ['acme', 'globex'].entries()) {
      await db.insertInto('tenants').values({ id, name: id, created_at: 1 }).execute()
      const encrypted = encryptSecrets(createEncrypter([old]), id, secrets)
      await db
        .insertInto('connectwise_credentials')
        .values({
          tenant_id: id,
          base_url: 'https://one.test/v4_6_release/',
          company_id: id,
          public_key: encrypted.publicKey,
          private_key: encrypted.privateKey,
          client_id: encrypted.clientId,
          defaults: '{}',
          updated_at: 1,
          updated_by: 'Ada',
        })
        .execute()
      const idHash = `session ${n}`
      const tokens = createEncrypter([oldSessions]).encrypt(`tokens ${n}`, locationOfTokens(idHash))
      await createSessionRecords(db).insert({ ...times, idHash, principalId: 'p', principal: '{}', tokens })
    }
    const before = newChain(1)
    const records = [link(before, createEntry({ kind: 'system', at: 1, operation: 'start' }))]
    await createAuditStore({ database: db, signer: createSigner([old]) }).append({ before, records, isAnchored: true })
    await db.destroy()
    return url
  }

  test('leaves nothing under older keys, also after one that was killed half-way: they can be taken away', async () => {
    const url = await filled()
    const killed = rotate(url)
    await killed.printed(/Credentials/)
    await killed.kill()

    const [code, output, errors] = await ended(rotate(url))
    expect([code, errors]).toEqual([0, ''])
    expect(output).toMatch(/^Credentials: encrypted with the newest key now: 0\. Already so: 2\.\n/)
    expect(output).toMatch(/No record is left under an older key\.\n$/)

    expect(await ended(rotate(url, listed(credentials), listed(sessions)))).toEqual([
      0,
      'Credentials: encrypted with the newest key now: 0. Already so: 2.\n' +
        'Sessions: encrypted with the newest key now: 0. Already so: 2.\n' +
        'Anchors of the audit log: signed with the newest key now: 0.\n' +
        'No record is left under an older key.\n',
      '',
    ])
    const verified = run(['scripts/audit.ts', 'verify'], url, listed(credentials), listed(sessions))
    expect(await ended(verified)).toEqual([0, 'Whole: 1 record in 1 chain, 2 anchors.\n', ''])
    const db = await openDatabase(url, { probeTimes: patientProbes })
    const kept = await createSessionTokenRecords(db).list('', 10)
    await db.destroy()
    const only = createEncrypter([sessions])
    expect(kept.map(({ idHash, tokens }) => only.decrypt(tokens, locationOfTokens(idHash)))).toEqual([
      'tokens 0',
      'tokens 1',
    ])
  })

  test('ends with 1 and names what is under a key that is not there, but for sessions', async () => {
    const [code, output, errors] = await ended(rotate(await filled(), listed(credentials), listed(sessions)))

    expect(code).toBe(1)
    expect(output).toContain('Not readable with any of the keys: 2 sessions, to be signed in anew.')
    expect(errors).toMatch(/left as they were: 2 \(acme, globex\)\.\nKeep the older keys\./)
    expect(errors).toMatch(/Anchors of 1 chain \(19700101T\S+\) are not signed with any of the keys/)
  })
})
