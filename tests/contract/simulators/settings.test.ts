import { expect, test } from 'vitest'
import { SimulatorSettingsError, readSimulatorSettings } from '../../../simulators/settings.ts'

test('reads every variable', () => {
  expect(
    readSimulatorSettings(
      {
        SIMULATOR_SEED: '7',
        SIMULATOR_SCALE: '0.5',
        SIMULATOR_NOW: '2026-11-01T12:00:00-05:00',
        SIMULATOR_LATENCY_MS: '20',
        SIMULATOR_LIMITS: 'off',
        SIMULATOR_PORT_BASE: '0',
        SIMULATOR_SEARCH_LAG_MS: '30000',
        SIMULATOR_CW_LINKS: 'params-first',
      },
      { latencyMs: 150 },
    ),
  ).toEqual({
    seed: 7,
    scale: 0.5,
    now: Date.parse('2026-11-01T17:00:00Z'),
    latencyMs: 20,
    limits: false,
    portBase: 0,
    hubspot: { searchLagMs: 30_000 },
    connectWise: { links: 'params-first' },
  })
})

test('takes defaults for what is unset or empty, the latency from the caller', () => {
  const before = Date.now()
  const settings = readSimulatorSettings({ SIMULATOR_SEED: '' }, { latencyMs: 150 })
  expect(settings).toEqual({
    seed: 1,
    scale: 1,
    now: expect.any(Number),
    latencyMs: 150,
    limits: true,
    portBase: 9_000,
    hubspot: { searchLagMs: 0 },
    connectWise: { links: 'same' },
  })
  expect(settings.now).toBeGreaterThanOrEqual(before)
})

test('names every bad variable in one error', () => {
  const bad = {
    SIMULATOR_SEED: '1.5',
    SIMULATOR_SCALE: '0',
    SIMULATOR_NOW: '2026-11-01T12:00',
    SIMULATOR_LATENCY_MS: '-1',
    SIMULATOR_LIMITS: 'yes',
    SIMULATOR_PORT_BASE: '70000',
    SIMULATOR_SEARCH_LAG_MS: '1s',
    SIMULATOR_CW_LINKS: 'https',
  }
  expect(() => readSimulatorSettings(bad, { latencyMs: 0 })).toThrow(
    new SimulatorSettingsError(
      [
        'SIMULATOR_SEED must be an integer of 0 or more, not "1.5"',
        'SIMULATOR_SCALE must be a number above 0, at most 100, not "0"',
        'SIMULATOR_NOW must be an instant with its zone, such as 2026-11-22T14:00:00Z, not "2026-11-01T12:00"',
        'SIMULATOR_LATENCY_MS must be an integer of 0 to 600000, not "-1"',
        'SIMULATOR_LIMITS must be on or off, not "yes"',
        'SIMULATOR_PORT_BASE must be an integer of 0 to 65531, not "70000"',
        'SIMULATOR_SEARCH_LAG_MS must be an integer of 0 to 600000, not "1s"',
        'SIMULATOR_CW_LINKS must be one of: same, slash, http, host, codebase, params-first, not "https"',
      ].join('\n'),
    ),
  )
})
