import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDatabase } from '../../../server/database/create-database.ts'
import { migrate } from '../../../server/database/migrate.ts'
import { startProgram } from '../../support/program.ts'
import { testKey } from '../../support/world.ts'
import { startDatabases, type Databases } from './databases.ts'

let databases: Databases
let folder: string
let url: string

beforeAll(async () => {
  databases = await startDatabases('postgres')
  folder = await mkdtemp(join(tmpdir(), 'gateway-start-'))
  url = await databases.create()
  await writeFile(
    join(folder, 'notes.txt'),
    'These are notes and no database, however long they may become. '.repeat(20),
  )
})
afterAll(async () => {
  await databases.close()
  await rm(folder, { recursive: true })
})

const at = (change: (address: URL) => void) => () => {
  const address = new URL(url)
  change(address)
  return address.href
}

describe('a gateway whose database', () => {
  test.each([
    ['refuses its password', at((it) => (it.password = 'planted')), 'refuses the user or the password in it'],
    [
      'is not on the server',
      at((it) => (it.pathname = '/planted')),
      'has no database of the name in it: create one, or name another',
    ],
    ['has no host', at((it) => (it.hostname = 'planted.invalid')), 'names a host that has no address'],
    ['refuses connections', at((it) => (it.port = '1')), 'refuses connections: it does not run, or listens elsewhere'],
    ['speaks no TLS', at((it) => (it.search = '?sslmode=verify-full')), 'speaks no TLS, which sslmode asks for'],
    [
      'has a certificate that is not there',
      at((it) => (it.search = '?sslmode=verify-full&sslrootcert=/planted.pem')),
      'names a file that is not there',
    ],
    ['is another file', () => `file:${join(folder, 'notes.txt')}`, 'is damaged, or no database at all'],
    ['is below a file', () => `file:${join(folder, 'notes.txt', 'planted.db')}`, 'names a file where none can be'],
  ])('%s ends with 1 and one sentence', async (_, address, why) => {
    const program = startProgram(['server/main.ts'], {
      OIDC_ISSUER: 'https://issuer.example',
      OIDC_AUDIENCE: 'api://graph',
      DATABASE_URL: address(),
      PORT: '0',
    })
    const { code } = await program.ended

    expect([code, program.errors()]).toEqual([1, `The database (DATABASE_URL) ${why}.\n`])
    expect(program.output()).not.toMatch(/planted|\bat .*\.ts/)
  })

  test('refuses connections ends the rotation of keys with 1 and the same sentence', async () => {
    const { code, errors } = await rotateOver(at((it) => (it.port = '1'))())

    expect([code, errors]).toEqual([
      1,
      'The database (DATABASE_URL) refuses connections: it does not run, or listens elsewhere.\n',
    ])
  })

  test('refuses connections ends npm run sync with 1 and the same sentence', async () => {
    const program = startProgram(['scripts/sync.ts', 'purge'], {
      OIDC_ISSUER: 'https://issuer.example',
      OIDC_AUDIENCE: 'api://graph',
      DATABASE_URL: at((it) => (it.port = '1'))(),
    })
    const { code } = await program.ended

    expect([code, program.output(), program.errors()]).toEqual([
      1,
      '',
      'The database (DATABASE_URL) refuses connections: it does not run, or listens elsewhere.\n',
    ])
  })

  test('is of a newer gateway ends with 1 and one sentence', async () => {
    const newer = `file:${join(folder, 'newer.db')}`
    const db = createDatabase(newer)
    await migrate(db, 'sqlite', [{ name: '9999-newer', up: async () => undefined }])
    await db.destroy()
    const program = startProgram(['server/main.ts'], {
      OIDC_ISSUER: 'https://issuer.example',
      OIDC_AUDIENCE: 'api://graph',
      DATABASE_URL: newer,
      PORT: '0',
    })
    const { code } = await program.ended

    expect([code, program.errors()]).toEqual([
      1,
      'The database has steps that this version does not know (9999-newer): start a newer version.\n',
    ])
  })

  test('is of a newer gateway ends the rotation of keys with 1 and one sentence', async () => {
    const newer = await databases.create()
    const db = createDatabase(newer)
    await migrate(db, 'postgres', [{ name: '9999-newer', up: async () => undefined }])
    await db.destroy()
    const { code, errors } = await rotateOver(newer)

    expect([code, errors]).toEqual([
      1,
      'The database has steps that this version does not know (9999-newer): start a newer version.\n',
    ])
  })
})

async function rotateOver(address: string) {
  const program = startProgram(['scripts/rotate-keys.ts'], {
    OIDC_ISSUER: 'https://issuer.example',
    OIDC_AUDIENCE: 'api://graph',
    DATABASE_URL: address,
    CREDENTIALS_KEYS: testKey('newest'),
  })
  const { code } = await program.ended
  return { code, errors: program.errors() }
}
