import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { startSimulators } from '../../../simulators/start-simulators.ts'

const now = Date.parse('2026-03-01T12:00:00Z')
const small = { seed: 1, scale: 0.1, now, latencyMs: 0, limits: true, portBase: 0 }

test('all simulators share one clock and name one environment', async () => {
  const simulators = await startSimulators(small)
  const { clock, autotask, connectWise, identity, environment } = simulators
  expect(environment).toEqual({ ...autotask.environment, ...connectWise.environment, ...identity.environment })
  await fetch(`${autotask.url}/__sim/clock`, { method: 'POST', body: '{"advanceMs":86400000}' })
  expect(clock.now()).toBeGreaterThanOrEqual(now + 86_400_000)
  await simulators.close()
})

test('the same seed, scale and now give the same records, another seed others', async () => {
  const worldOf = async (seed: number) => {
    const simulators = await startSimulators({ ...small, seed })
    await simulators.close()
    return simulators.autotask.world()
  }
  const first = await worldOf(1)
  expect(await worldOf(1)).toEqual(first)
  expect(await worldOf(2)).not.toEqual(first)
})

test('a reset brings back the records of the seed although the clock has gone on', async () => {
  const simulators = await startSimulators(small)
  const before = simulators.autotask.world()
  const control = (path: string, body: object) =>
    fetch(`${simulators.autotask.url}/__sim/${path}`, { method: 'POST', body: JSON.stringify(body) })
  await control('records', { collection: 'Tickets', delete: before.Tickets[0]?.id })
  await control('clock', { advanceMs: 86_400_000 })
  expect(simulators.autotask.world()).not.toEqual(before)
  await control('reset', {})
  expect(simulators.autotask.world()).toEqual(before)
  await simulators.close()
})

function runMain(environment: Record<string, string>) {
  return spawn(process.execPath, ['simulators/main.ts'], {
    env: { ...process.env, SIMULATOR_SCALE: '0.1', ...environment },
  })
}

test('the program prints the environment and ends when told to', async () => {
  const program = runMain({ SIMULATOR_PORT_BASE: '0', SIMULATOR_NOW: '2026-03-01T12:00:00Z' })
  const errors = text(program.stderr)
  const [printed] = (await once(program.stdout, 'data')) as [Buffer]
  const names = printed
    .toString()
    .trim()
    .split('\n')
    .map((line) => line.split('=')[0])
  expect(names.slice(0, 7)).toEqual([
    'ENVIRONMENT',
    'AUTOTASK_USERNAME',
    'AUTOTASK_SECRET',
    'AUTOTASK_INTEGRATION_CODE',
    'AUTOTASK_ROC_BOARD_ID',
    'AUTOTASK_DISCOVERY_URL',
    'CONNECTWISE_ALLOWED_HOSTS',
  ])
  program.kill('SIGTERM')
  expect(await once(program, 'exit')).toEqual([0, null])
  expect(await errors).toMatch(
    /^Simulating Autotask on http:\/\/127\.0\.0\.1:\d+, ConnectWise on .* it is 2026-03-01T12:00:/,
  )
})

test('the program stops with one message over bad settings', async () => {
  const program = runMain({ SIMULATOR_SEED: 'x', SIMULATOR_LIMITS: 'y' })
  const errors = text(program.stderr)
  expect(await once(program, 'exit')).toEqual([1, null])
  expect(await errors).toBe(
    'SIMULATOR_SEED must be an integer of 0 or more, not "x"\nSIMULATOR_LIMITS must be on or off, not "y"\n',
  )
})

test('the program says which port is taken', async () => {
  const squatter = createServer().listen(0, '127.0.0.1')
  await once(squatter, 'listening')
  const { port } = squatter.address() as AddressInfo
  const program = runMain({ SIMULATOR_PORT_BASE: String(port - 1) })
  const errors = text(program.stderr)
  expect(await once(program, 'exit')).toEqual([1, null])
  expect(await errors).toBe(`Port ${port} is taken. Set SIMULATOR_PORT_BASE to another base, or to 0 for free ports.\n`)
  squatter.close()
})
