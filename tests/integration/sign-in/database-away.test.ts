import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDatabases, type Databases } from '../database/databases.ts'
import { startSignInWorld, type SignInWorld } from './sign-in-world.ts'

let databases: Databases
let world: SignInWorld

beforeAll(async () => {
  databases = await startDatabases('postgres')
  world = await startSignInWorld({ databaseUrl: await databases.create() })
})
afterAll(async () => {
  await world.close()
  await databases.close()
})

test('without its database the gateway says so, signs nobody in or out, and goes on by itself afterwards', async () => {
  const browser = world.newBrowser()
  await world.signIn(browser, 'maya')
  const underWay = world.newBrowser()
  const people = await world.leave(underWay)
  const user = await world.subjectOf('helen')
  await databases.stop()

  const { status, headers, body } = await world.ask(browser)
  expect([status, headers.get('retry-after'), body.errors]).toEqual([
    503,
    '5',
    [
      {
        message:
          'The gateway’s database cannot be reached, so this call could not be answered. Try again in a few seconds.',
        extensions: { code: 'INTERNAL_SERVER_ERROR', retryAfterSeconds: 5, requestId: expect.any(String) },
      },
    ],
  ])
  expect((await world.logout(browser)).status).toBe(503)
  expect((await underWay.submit(people, { user })).url).toContain('/sign-in?error=failed')
  expect(world.log.join('\n')).not.toContain('password')

  await databases.start()
  expect(await world.rolesOf(browser)).toEqual(['VIEWER'])
})
