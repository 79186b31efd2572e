/*
 * npm run --silent token -- --role viewer|operator|admin [--tenant acme]
 *
 * Prints an access token from the running identity simulator, and nothing else.
 */
import { parseArgs } from 'node:util'
import { fetchToken, NoSimulatorError, TokenRefusedError, type TokenWish } from './fetch-token.ts'

const usage = 'Usage: npm run --silent token -- --role viewer|operator|admin [--tenant <id, with operator only>]'

function readFlags(): TokenWish {
  try {
    const options = { role: { type: 'string' }, tenant: { type: 'string' } } as const
    const { role, tenant } = parseArgs({ options }).values
    if (role === undefined) throw new Error('--role is missing.')
    return tenant === undefined ? { role } : { role, tenant }
  } catch (error) {
    throw new TokenRefusedError((error as Error).message)
  }
}

function issuerUrl(): string {
  const base = process.env['SIMULATOR_PORT_BASE'] || '9000'
  if (!/^\d{1,5}$/.test(base)) throw new TokenRefusedError('SIMULATOR_PORT_BASE must be a port number, such as 9000.')
  return `http://127.0.0.1:${Number(base) + 4}`
}

try {
  const wish = readFlags()
  console.log(await fetchToken(issuerUrl(), wish))
} catch (error) {
  if (!(error instanceof TokenRefusedError)) throw error
  console.error(error instanceof NoSimulatorError ? error.message : `${error.message}\n${usage}`)
  process.exitCode = 1
}
