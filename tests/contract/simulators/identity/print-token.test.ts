import { execFile } from 'node:child_process'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { IdentitySimulator } from '../../../../simulators/identity/identity-simulator.ts'
import { startIdentity } from './sim-client.ts'

const program = fileURLToPath(new URL('../../../../simulators/identity/print-token.ts', import.meta.url))

let identity: IdentitySimulator

beforeAll(async () => {
  identity = await startIdentity()
})

afterAll(() => identity.close())

/** The program's outcome; it finds the simulator four above its base, wherever that is. */
function printToken(flags: string[], port = Number(new URL(identity.url).port)) {
  const env = { ...process.env, SIMULATOR_PORT_BASE: String(port - 4) }
  return new Promise<{ code: number | string; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [program, ...flags], { env }, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr })
    })
  })
}

async function unusedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

const usage = 'Usage: npm run --silent token -- --role viewer|operator|admin [--tenant <id, with operator only>]\n'

test.each([
  [['--role', 'viewer'], ['Viewer']],
  [['--role=operator'], ['Operator']],
  [['--role', 'operator', '--tenant', 'acme'], ['Operator.acme']],
  [['--role', 'admin'], ['Admin']],
])('%j prints a token with the roles %j and nothing else', async (flags, roles) => {
  const { code, stdout, stderr } = await printToken(flags)

  expect({ code, stderr, isOneLine: /^[\w-]+\.[\w-]+\.[\w-]+\n$/.test(stdout) }).toEqual({
    code: 0,
    stderr: '',
    isOneLine: true,
  })
  expect(decodeJwt(stdout.trim())['roles']).toEqual(roles)
})

test.each([
  [[], '--role is missing.'],
  [['--role', 'owner'], 'The role must be one of: viewer, operator, admin.'],
  [['--role', 'admin', '--tenant', 'acme'], 'A tenant goes with the role operator only.'],
  [['viewer'], "Unexpected argument 'viewer'. This command does not take positional arguments"],
  [['--rule', 'viewer'], "Unknown option '--rule'"],
])('%j ends with the reason and the usage', async (flags, reason) => {
  expect(await printToken(flags)).toEqual({ code: 1, stdout: '', stderr: `${reason}\n${usage}` })
})

test('says how to start the simulator when none is running', async () => {
  const port = await unusedPort()

  expect(await printToken(['--role', 'viewer'], port)).toEqual({
    code: 1,
    stdout: '',
    stderr: `No identity simulator is running at http://127.0.0.1:${port}: start it with npm run demo\n`,
  })
})
