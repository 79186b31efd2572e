import { expect, test } from 'vitest'
import { readConfig } from '../../../server/config/config.ts'
import type { ConfigError } from '../../../server/config/setting-reader.ts'

const issuer = { OIDC_ISSUER: 'https://issuer.test/v2.0', OIDC_AUDIENCE: 'api://graph' }
const client = { OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b', SESSION_KEYS: Buffer.alloc(32, 1).toString('base64') }

function publicUrlOf(environment: Record<string, string>): unknown {
  try {
    return readConfig({ ...issuer, ...environment }).publicUrl
  } catch (error) {
    return (error as ConfigError).problems
  }
}
const problem = (text: string) => [{ variable: 'PUBLIC_URL', problem: text }]

test('the public address is an origin, and may be left out where nobody signs in', () => {
  expect(publicUrlOf({ PUBLIC_URL: 'https://portal.example.com/' })).toBe('https://portal.example.com')
  expect(publicUrlOf({ PUBLIC_URL: 'https://Portal.example.com:8443' })).toBe('https://portal.example.com:8443')
  expect(publicUrlOf({})).toBeNull()
  expect(publicUrlOf({ ...client, ENVIRONMENT: 'development' })).toBeNull()
  expect(publicUrlOf({ ENVIRONMENT: 'development', PUBLIC_URL: 'http://localhost:5173' })).toBe('http://localhost:5173')
})

test('the public address is required in production once sign-in is set up', () => {
  expect(publicUrlOf(client)).toEqual(problem('is required in production once sign-in is set up'))
})

test('the public address is https and has no path', () => {
  expect(publicUrlOf({ PUBLIC_URL: 'http://portal.example.com' })).toEqual(
    problem('must be an https:// address (http:// and this machine count only with ENVIRONMENT=development)'),
  )
  expect(publicUrlOf({ PUBLIC_URL: 'https://portal.example.com/app' })).toEqual(
    problem('must be an origin, such as https://portal.example.com (no path)'),
  )
})
