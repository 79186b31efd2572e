import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listAudit } from '../../../server/audit/audit-list.ts'
import { openDatabase } from '../../../server/database/create-database.ts'
import { startSignInWorld, type SignInWorld } from './sign-in-world.ts'

let folder: string
let world: SignInWorld
let url: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gateway-audit-'))
  url = `file:${join(folder, 'gateway.db')}`
  world = await startSignInWorld({ databaseUrl: url })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a sign-in, what is read with it, a sign-out and sign-ins that fail are recorded', async () => {
  const browser = world.newBrowser()
  await world.signIn(browser, 'priya')
  const session = browser.cookies('localhost')['session'] ?? ''
  const credential = `session:${createHash('sha256').update(session).digest('base64url')}`
  await world.rolesOf(browser)
  await world.logout(browser, {})
  await world.logout(browser)
  await world.newBrowser().visit(`${world.origin}/auth/callback?state=unknown&code=x`)
  await world.close()

  const database = await openDatabase(url)
  const { edges } = await listAudit(database, {}, { first: 50 })
  await database.destroy()
  const priya = expect.objectContaining({ name: 'Priya Raman' })
  expect(
    edges
      .map(({ node: { kind, outcome, code, actor, credential } }) => ({ kind, outcome, code, actor, credential }))
      .toReversed(),
  ).toEqual([
    { kind: 'system', outcome: 'ok', code: null, actor: null, credential: null },
    { kind: 'sign-in', outcome: 'ok', code: null, actor: priya, credential },
    { kind: 'read', outcome: 'ok', code: null, actor: priya, credential },
    { kind: 'refusal', outcome: 'refused', code: 'FORBIDDEN', actor: null, credential: null },
    { kind: 'sign-out', outcome: 'ok', code: null, actor: priya, credential },
    { kind: 'sign-in', outcome: 'refused', code: 'SIGN_IN_EXPIRED', actor: null, credential: null },
    { kind: 'system', outcome: 'ok', code: null, actor: null, credential: null },
  ])
  expect(JSON.stringify(edges)).not.toContain(session)
})
