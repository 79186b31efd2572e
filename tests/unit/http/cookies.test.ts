import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { createCookies } from '../../../server/http/cookies.ts'

const requestWith = (cookie?: string) => ({ headers: { cookie } }) as IncomingMessage
const https = createCookies({ isHttps: () => true })
const http = createCookies({ isHttps: () => false })

test.each([
  ['session=abc', 'abc'],
  ['a=1; session=abc; b=2', 'abc'],
  ['a=1;session=a=b', 'a=b'],
  ['session=', ''],
  ['xsession=abc', null],
  ['session', null],
  ['', null],
  [undefined, null],
])('of %j the session is %j', (header, value) => {
  expect(http.read(requestWith(header), 'session')).toBe(value)
})

test('on https a cookie without the prefix, which a neighbouring host can set, counts for nothing', () => {
  expect(https.read(requestWith('session=planted; __Host-session=own'), 'session')).toBe('own')
  expect(https.read(requestWith('session=planted'), 'session')).toBeNull()
  expect(https.namesOf(requestWith('sign-in.x=1; __Host-sign-in.y=2'), 'sign-in.')).toEqual(['sign-in.y'])
})

test('cookies are set and taken back with the same attributes', () => {
  const written: string[] = []
  const response = {
    req: requestWith(),
    appendHeader: (_: string, value: string) => written.push(value),
  } as unknown as ServerResponse
  https.set(response, 'session', 'abc', 60)
  https.clear(response, 'session')

  expect(written).toEqual([
    '__Host-session=abc; Max-Age=60; Path=/; HttpOnly; SameSite=Lax; Secure',
    '__Host-session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure',
  ])
})
