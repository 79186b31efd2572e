import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Browser } from './browser.ts'
import { startSignInWorld, type SignInWorld } from './sign-in-world.ts'

let world: SignInWorld
let browser: Browser

beforeEach(async () => {
  world = await startSignInWorld()
  browser = world.newBrowser()
})
afterEach(() => world.close())

const refused = () =>
  world.log
    .map((line) => JSON.parse(line) as { level: string | number; msg: string; reason?: string; role?: string | null })
    .filter(({ msg }) => msg.startsWith('access token not accepted'))
    .map(({ reason, role }) => [reason, role])

test('a clock of the issuer that is 20 seconds ahead takes nobody’s roles away', async () => {
  world.advance(-20_000)
  await world.signIn(browser, 'priya')

  expect(await world.rolesOf(browser)).toEqual(['VIEWER', 'OPERATOR'])
  expect(refused()).toEqual([])
})

test('one that is further ahead is in the log, with the token that was not accepted', async () => {
  world.advance(-60_000)
  await world.signIn(browser, 'priya')

  expect(refused()).toEqual([['The access token is not yet valid.', 'OPERATOR']])
})

test('somebody who is without roles by it is a warning', async () => {
  await world.restart({ oidc: { ...world.config.oidc, roles: new Map(), audience: 'api://another-graph' } })
  await world.signIn(browser, 'priya')

  expect(await world.rolesOf(browser)).toEqual([])
  expect(refused()).toEqual([['The access token is for another audience.', null]])
  expect(world.log.find((line) => line.includes('access token not accepted'))).toMatch(/"level":("warn"|40)/)
})
