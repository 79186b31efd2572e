import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../../server/database/create-database.ts'
import { startProgram } from '../../support/program.ts'
import { testKey } from '../../support/world.ts'
import { fillDatabase } from './filled-database.ts'

let folder: string
let url: string
let file: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gateway-commands-'))
  url = `file:${join(folder, 'gateway.db')}`
  file = join(folder, 'backup.db')
  const db = await openDatabase(url)
  await fillDatabase(db)
  await db.destroy()
})
afterAll(() => rm(folder, { recursive: true }))

async function run(script: 'backup' | 'restore', args: readonly string[], settings: Record<string, string> = {}) {
  const program = startProgram([`scripts/${script}.ts`, ...args], {
    OIDC_ISSUER: 'https://issuer.example',
    OIDC_AUDIENCE: 'api://graph',
    DATABASE_URL: url,
    ...settings,
  })
  const { code } = await program.ended
  return { code, output: program.output(), errors: program.errors() }
}

describe('npm run backup', () => {
  test('says what it backed up, and verifies it without any setting', async () => {
    const content = '1 tenant, 4 changes, 1,234 audit records.'
    const made = await run('backup', [file])

    expect([made.code, made.errors]).toEqual([0, ''])
    expect(made.output).toMatch(/^Backed up as of 20\S+Z into \S+backup\.db \([\d,]+ bytes\): /)
    expect(made.output).toContain(content)
    const verified = await run('backup', ['--verify', file], { OIDC_ISSUER: '', OIDC_AUDIENCE: '' })
    expect(verified).toMatchObject({ code: 0, errors: '' })
    expect(verified.output).toMatch(/^Whole: a backup as of 20\S+Z: /)
    expect(verified.output).toContain(content)
  })

  test.each([
    ['without a file', [], /^Usage: npm run backup -- <file>\n/],
    ['of a file that is not there', ['--verify', 'none.db'], /^none\.db is not there\.\n$/],
  ])('%s ends with 1', async (_, args, message) => {
    expect(await run('backup', args)).toEqual({ code: 1, output: '', errors: expect.stringMatching(message) as string })
  })

  test('of a database that is not there yet makes none', async () => {
    const none = await run('backup', [join(folder, 'none.db')], { DATABASE_URL: `file:${join(folder, 'other.db')}` })

    expect(none).toEqual({ code: 1, output: '', errors: 'The database (DATABASE_URL) is not there yet.\n' })
  })
})

describe('npm run restore', () => {
  const target = () => ({ DATABASE_URL: `file:${join(folder, 'restored', 'gateway.db')}` })

  test('says what is PENDING and what follows, and names credentials that it cannot read', async () => {
    const restored = await run('restore', [file], { ...target(), CREDENTIALS_KEYS: testKey('other') })

    expect(restored.code).toBe(1)
    expect(restored.output).toMatch(
      /^Restored as of 20\S+Z: 1 tenant, 4 changes, 1,234 audit records\.\nPENDING: 4 changes; /,
    )
    expect(restored.output).toContain('in the next 30 days: callers can repeat what was lost, with the same keys.')
    expect(restored.errors).toBe(
      'With these CREDENTIALS_KEYS the credentials of acme cannot be read: bring the key back.\n',
    )
  })

  test('of a database that was restored by other means records that, since its newest record', async () => {
    const done = await run('restore', ['--done'], target())

    expect(done.output).toMatch(
      /^Recorded that the database was restored\. Its newest record is of 2026-03-18T14:00:01Z\./,
    )
    const db = await openDatabase(target().DATABASE_URL)
    const restores = await db.selectFrom('restores').select('lost_since').orderBy('restored_at').execute()
    await db.destroy()
    expect(restores).toHaveLength(3)
    expect(restores.at(-1)).toEqual({ lost_since: Date.parse('2026-03-18T14:00:01.233Z') })
  })

  test.each([
    ['with --done and --replace', ['--done', '--replace'], /^Usage: /],
    ['of a file that is not there', ['none.db'], /^none\.db is not there\.\n$/],
  ])('%s ends with 1', async (_, args, message) => {
    expect(await run('restore', args)).toEqual({
      code: 1,
      output: '',
      errors: expect.stringMatching(message) as string,
    })
  })
})
