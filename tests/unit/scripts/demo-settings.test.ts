import { describe, expect, test } from 'vitest'
import { DemoSettingsError, readDemoSettings } from '../../../scripts/demo-settings.ts'

const refusal = (environment: Record<string, string>) => {
  try {
    readDemoSettings(environment)
  } catch (error) {
    if (error instanceof DemoSettingsError) return error.message
    throw error
  }
  throw new Error('They were taken.')
}

describe('settings of the demo', () => {
  test('that are bad are all told of at once, the simulators’ and the gateway’s', () => {
    const told = refusal({ PORT: 'abc', LOG_LEVEL: 'loud', SIMULATOR_LATENCY_MS: 'x', SIMULATOR_SCALE: '0' })

    for (const name of ['PORT', 'LOG_LEVEL', 'SIMULATOR_LATENCY_MS', 'SIMULATOR_SCALE']) expect(told).toContain(name)
  })

  test('of the gateway alone are told of before anything starts', () => {
    expect(refusal({ PORT: 'abc' })).toMatch(/^The settings are not right.*\n {2}PORT {2}/)
  })

  test('need not be set at all', () => {
    const { simulators, gatewayEnvironment } = readDemoSettings({})

    expect(simulators).toMatchObject({ latencyMs: 150, portBase: 9_000 })
    expect(gatewayEnvironment({ OIDC_ISSUER: 'http://127.0.0.1:9004' })).toMatchObject({
      ENVIRONMENT: 'development',
      DATABASE_URL: 'file::memory:',
      OIDC_ISSUER: 'http://127.0.0.1:9004',
    })
  })

  test('may make it a subgraph', () => {
    const { gatewayEnvironment } = readDemoSettings({ SUBGRAPH: 'on' })

    expect(gatewayEnvironment({})).toMatchObject({ SUBGRAPH: 'on' })
  })

  test('that point at vendors are the simulators’ own', () => {
    const { gatewayEnvironment } = readDemoSettings({ HUBSPOT_API_KEY: 'a real one', PORT: '8123' })

    expect(gatewayEnvironment({ HUBSPOT_API_KEY: 'simulated' })).toMatchObject({
      HUBSPOT_API_KEY: 'simulated',
      PORT: '8123',
    })
  })
})
