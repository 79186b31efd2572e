import { expect, test } from 'vitest'
import { safeReturnAddress } from '../../../server/auth/return-address.ts'

test.each([
  ['/', '/'],
  ['/service-desk', '/service-desk'],
  ['/service-desk?queue=1&from=2026-01-01#row-3', '/service-desk?queue=1&from=2026-01-01#row-3'],
  ['/a?next=https://elsewhere.test//x', '/a?next=https://elsewhere.test//x'],
  ['/a/../b', '/b'],
  ['/kunden/müller', '/kunden/m%C3%BCller'],
  ['/authors', '/authors'],
  ['/team/auth', '/team/auth'],
  [`/${'a'.repeat(1_999)}`, `/${'a'.repeat(1_999)}`],
])('%j stays with us', (given, expected) => {
  expect(safeReturnAddress(given)).toBe(expected)
})

test.each([
  null,
  undefined,
  '',
  'service-desk',
  'https://elsewhere.test/',
  'http:elsewhere.test',
  '//elsewhere.test',
  '///elsewhere.test',
  '/\\elsewhere.test',
  '\\\\elsewhere.test',
  '/a\\b',
  '/.//elsewhere.test',
  '/a/..//elsewhere.test',
  '/%2e//elsewhere.test',
  '/\t/elsewhere.test',
  '/\n/elsewhere.test',
  '/a\r\nset-cookie: x=y',
  '/\u0000',
  '/\u007f',
  ' /a',
  'javascript:alert(1)',
  'data:text/html,x',
  '/auth/login',
  '/auth',
  '/sign-in?error=failed',
  '/x/../auth/logout',
  `/${'a'.repeat(2_000)}`,
])('%j leads to the start', (given) => {
  expect(safeReturnAddress(given)).toBe('/')
})
