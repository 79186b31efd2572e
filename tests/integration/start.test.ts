import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import type { LoggedRequest } from '../../simulators/control/request-log.ts'
import { fetchToken } from '../../simulators/identity/fetch-token.ts'
import type { Simulators } from '../../simulators/start-simulators.ts'
import { isRefused } from '../support/is-refused.ts'
import { hasProcesses, startGatewayProgram, startProgram, until, type Program } from '../support/program.ts'
import { createGraphClient, fixedNow, gatewayEnvironment, startWorldSimulators } from '../support/world.ts'

/** How long a gateway waits for requests under way, in milliseconds: an end that comes sooner did not wait. */
const graceMs = 10_000

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end()
})

function gateway(environment: Record<string, string>): Program {
  const program = startProgram(['server/main.ts'], environment)
  endings.push(program.kill)
  return program
}

/** How a start ended that did not succeed. */
async function failedStart(environment: Record<string, string>) {
  const program = gateway(environment)
  const { code } = await program.ended
  return { code, output: program.output(), errors: program.errors() }
}

const message = (...problems: [variable: string, problem: string][]) => {
  const width = Math.max(...problems.map(([variable]) => variable.length))
  const lines = problems.map(([variable, problem]) => `  ${variable.padEnd(width)}  ${problem}\n`)
  return `The settings are not right. See .env.example for what each one means.\n${lines.join('')}`
}

const signIn = { OIDC_ISSUER: 'https://issuer.example', OIDC_AUDIENCE: 'api://graph' }

describe('a start with bad settings ends with 1 and one message', () => {
  test('that names all that is missing', async () => {
    expect(await failedStart({})).toEqual({
      code: 1,
      output: '',
      errors: message(['OIDC_ISSUER', 'is required'], ['OIDC_AUDIENCE', 'is required']),
    })
  })

  test('that names all that is malformed and repeats no value', async () => {
    const environment = {
      PORT: 'planted-1',
      ENVIRONMENT: 'planted-2',
      LOG_LEVEL: 'planted-3',
      ALLOWED_ORIGINS: 'https://planted-4.example/path',
      PORTAL_TIME_ZONE: 'Planted/5',
      AUTOTASK_USERNAME: 'planted-6',
      AUTOTASK_SECRET: 'planted-7',
      AUTOTASK_INTEGRATION_CODE: 'planted-8',
      AUTOTASK_ROC_BOARD_ID: 'planted-9',
      AUTOTASK_ZONE_URL: 'http://planted-10.example/',
      AUTOTASK_DISCOVERY_URL: 'planted-11',
      HUBSPOT_API_KEY: 'planted-12',
      HUBSPOT_HUB_ID: 'planted-13',
      HUBSPOT_BASE_URL: 'ftp://planted-14.example',
      HUBSPOT_API_VERSION: 'planted-15',
      CONNECTWISE_ALLOWED_HOSTS: 'planted-16',
      OIDC_ISSUER: 'http://planted-17.example',
      OIDC_AUDIENCE: 'planted-18',
      OIDC_ROLES: 'planted-19=BOSS',
      CREDENTIALS_KEYS: 'planted-20',
      DATABASE_URL: 'planted-21',
      CACHE_URL: 'planted-22',
    }
    const { code, output, errors } = await failedStart(environment)
    const named = errors
      .split('\n')
      .slice(1, -1)
      .map((line) => line.trim().split(/\s+/)[0])

    expect({ code, output, planted: errors.match(/planted/i) }).toEqual({ code: 1, output: '', planted: null })
    expect(new Set(named)).toEqual(
      new Set(
        Object.keys(environment).filter(
          (name) =>
            ![
              'AUTOTASK_USERNAME',
              'AUTOTASK_SECRET',
              'AUTOTASK_INTEGRATION_CODE',
              'HUBSPOT_API_KEY',
              'OIDC_AUDIENCE',
            ].includes(name),
        ),
      ),
    )
  })

  test('that says what is missing of a vendor with half its settings', async () => {
    const why = 'is required once any of the Autotask settings is set'

    expect(await failedStart({ ...signIn, AUTOTASK_SECRET: 'planted-secret', HUBSPOT_HUB_ID: '1' })).toEqual({
      code: 1,
      output: '',
      errors: message(
        ['AUTOTASK_USERNAME', why],
        ['AUTOTASK_INTEGRATION_CODE', why],
        ['AUTOTASK_ROC_BOARD_ID', why],
        ['HUBSPOT_API_KEY', 'is required once any of the HubSpot settings is set'],
      ),
    })
  })

  test('about a port that is taken', async () => {
    const squatter = createServer().listen(0)
    await once(squatter, 'listening')
    const { port } = squatter.address() as AddressInfo
    const { code, errors } = await failedStart({ ...signIn, PORT: String(port) })
    squatter.close()

    expect({ code, errors }).toEqual({
      code: 1,
      errors: `Port ${port} is taken by another program: set PORT to a free one.\n`,
    })
  })
})

describe('a settings file', () => {
  test('is read by docker’s rules, and the environment goes before it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'settings-'))
    endings.push(() => rm(folder, { recursive: true }))
    const path = join(folder, 'settings')
    await writeFile(
      path,
      'OIDC_ISSUER=https://issuer.example\r\nOIDC_AUDIENCE=api#1\r\nPORT=nonsense\r\nLOG_LEVEL="info"\r\n',
    )
    const run = async (environment: Record<string, string>) => {
      const program = startProgram(['server/main.ts', `--settings=${path}`], environment)
      endings.push(program.kill)
      const { code } = await program.ended
      return { code, errors: program.errors() }
    }

    expect(await run({})).toEqual({
      code: 1,
      errors: message(
        ['PORT', 'must be a port number from 0 to 65535'],
        ['LOG_LEVEL', 'must be one of: trace, debug, info, warn, error, silent'],
      ),
    })
    expect(await run({ PORT: '0', LOG_LEVEL: 'info', LISTEN_HOST: '192.0.2.1' })).toEqual({
      code: 1,
      errors: 'LISTEN_HOST is no name or address of this machine (EADDRNOTAVAIL).\n',
    })
  })

  test('that is none stops the start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'settings-'))
    endings.push(() => rm(folder, { recursive: true }))
    const path = join(folder, 'settings')
    await writeFile(path, 'export OIDC_ISSUER=planted')
    const program = startProgram(['server/main.ts', `--settings=${path}`], {})
    endings.push(program.kill)

    expect((await program.ended).code).toBe(1)
    expect(program.errors()).toContain('line 1  begins with export')
    expect(program.errors()).not.toContain('planted')
  })
})

describe('a gateway that is told to stop', () => {
  async function startOverSimulators() {
    const simulators = await startWorldSimulators({ scale: 0.05, now: new Date().toISOString() })
    endings.push(() => simulators.close())
    const program = await startGatewayProgram(gatewayEnvironment(simulators))
    endings.push(program.kill)
    return { simulators, program, client: createGraphClient(program.url, simulators) }
  }

  const control = (simulators: Simulators, method: string, path: string, body?: object) =>
    fetch(`${simulators.autotask.url}/__sim/${path}`, { method, ...(body && { body: JSON.stringify(body) }) })

  test.each(['SIGTERM', 'SIGINT'] as const)('by %s finishes what is under way and ends with 0', async (signal) => {
    const { simulators, program, client } = await startOverSimulators()
    await control(simulators, 'POST', 'faults', { match: '/Tickets/query', delayMs: 1_000 })
    const asked = client.query('{ tickets { pageInfo { hasPreviousPage } } }')
    await until(async () => {
      const requests = (await (await control(simulators, 'GET', 'requests')).json()) as LoggedRequest[]
      return requests.some(({ path }) => path.endsWith('/Tickets/query'))
    })
    program.child.kill(signal)
    await program.printed(/"msg":"draining"/)
    await until(() => isRefused(Number(new URL(program.url).port)))
    const { status, body } = await asked

    expect({ status, body }).toEqual({
      status: 200,
      body: { data: { tickets: { pageInfo: { hasPreviousPage: false } } } },
    })
    expect(await program.ended).toEqual({ code: 0, signal: null })
    expect(program.errors()).toBe('')
    expect(hasProcesses(program)).toBe(false)
  })

  test('does not wait when nothing is under way', async () => {
    const { program, client } = await startOverSimulators()
    await client.query('{ tickets { totalCount } }')
    program.child.kill('SIGTERM')

    // Far less than it might wait for what is under way.
    expect(await Promise.race([program.ended, sleep(graceMs)])).toEqual({ code: 0, signal: null })
  })

  test('is ended by a second signal when it does not want to wait', async () => {
    const { simulators, program, client } = await startOverSimulators()
    await control(simulators, 'POST', 'faults', { match: '/Tickets/query', hang: true, times: -1 })
    const asked = client.query('{ tickets { totalCount } }').catch(() => 'cut off')
    await until(async () => {
      const requests = (await (await control(simulators, 'GET', 'requests')).json()) as LoggedRequest[]
      return requests.some(({ path }) => path.endsWith('/Tickets/query'))
    })
    program.child.kill('SIGTERM')
    await program.printed(/"msg":"draining"/)
    program.child.kill('SIGTERM')

    expect(await program.ended).toEqual({ code: null, signal: 'SIGTERM' })
    expect(await asked).toBe('cut off')
  })
})

describe('the demo', () => {
  const demo = ['--import', './scripts/preload.mjs', 'scripts/demo.ts']
  const environment = {
    PORT: '0',
    SIMULATOR_PORT_BASE: '0',
    SIMULATOR_SCALE: '0.1',
    SIMULATOR_SEED: '7',
    SIMULATOR_NOW: fixedNow,
  }

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'answers, and ends at once on %s, leaving nothing behind',
    async (signal) => {
      const program = startProgram(demo, environment)
      endings.push(program.kill)
      const [, port] = await program.printed(/http:\/\/localhost:(\d+)[^\d]/)
      const [, issuer] = await program.printed(/Sign-in\s+(http:\/\/\S+)/)
      await program.printed(/Ctrl-C/)
      const url = `http://127.0.0.1:${port}`
      const ask = async (query: string) => {
        const authorization = `Bearer ${await fetchToken(issuer!, { role: 'viewer' })}`
        const response = await fetch(`${url}/graphql`, {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json' },
          body: JSON.stringify({ query }),
        })
        return (await response.json()) as object
      }

      expect(await ask('{ viewer { roles timeZone } tickets(first: 1) { nodes { queue { label } } } }')).toMatchObject({
        data: { viewer: { roles: ['VIEWER'], timeZone: 'America/New_York' }, tickets: { nodes: [{ queue: {} }] } },
      })

      program.child.kill(signal)
      expect(await Promise.race([program.ended, sleep(graceMs)])).toEqual({ code: 0, signal: null })
      // Unless the tests of the portal ran before, it is not built yet.
      expect(program.errors().replace('Building the portal…\n', '')).toBe('')
      expect(hasProcesses(program)).toBe(false)
      expect(await isRefused(Number(port))).toBe(true)
    },
  )

  test('has one clock, which the control plane of any simulator moves for the gateway too', async () => {
    const program = startProgram(demo, environment)
    endings.push(program.kill)
    const [, port] = await program.printed(/http:\/\/localhost:(\d+)[^\d]/)
    const [, autotask] = await program.printed(/Autotask\s+(http:\/\/[^\s/]+)/)
    const [, hubspot] = await program.printed(/HubSpot\s+(http:\/\/\S+)/)
    const [, issuer] = await program.printed(/Sign-in\s+(http:\/\/\S+)/)
    await program.printed(/Ctrl-C/)
    const advance = async (url: string, advanceMs: number) => {
      const response = await fetch(`${url}/__sim/clock`, { method: 'POST', body: JSON.stringify({ advanceMs }) })
      return Date.parse(((await response.json()) as { now: string }).now)
    }
    const authorization = `Bearer ${await fetchToken(issuer!, { role: 'viewer' })}`
    const readAt = async () => {
      const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ activitySummary { freshness { asOf } } }' }),
      })
      const { data } = (await response.json()) as { data: { activitySummary: { freshness: { asOf: string } } } }
      return Date.parse(data.activitySummary.freshness.asOf)
    }
    const hours = 30 * 3_600_000

    const first = await readAt()
    expect(await readAt()).toBe(first)
    const moved = await advance(autotask!, hours)
    expect(await advance(hubspot!, 0)).toBeGreaterThanOrEqual(moved)
    // The token is still good: its issuer counts real time.
    expect(await readAt()).toBeGreaterThanOrEqual(Math.max(moved, first + hours))
  })

  test('says which settings are wrong, those of the simulators and those of the gateway', async () => {
    const program = startProgram(demo, { ...environment, SIMULATOR_SCALE: 'huge', PORTAL_TIME_ZONE: 'Nowhere' })
    endings.push(program.kill)

    expect(await program.ended).toEqual({ code: 1, signal: null })
    expect(program.errors()).toBe(
      'SIMULATOR_SCALE must be a number above 0, at most 100, not "huge"\n' +
        message(['PORTAL_TIME_ZONE', 'must be an IANA time zone, such as America/New_York']),
    )
  })
})
