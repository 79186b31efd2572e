import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../../server/config/config.ts'
import { secretsOf } from '../../../server/config/secrets.ts'
import { ConfigError } from '../../../server/config/setting-reader.ts'

const required = { OIDC_ISSUER: 'https://issuer.example/v2.0', OIDC_AUDIENCE: 'api://graph' }
const development = { ...required, ENVIRONMENT: 'development' }
const key = Buffer.alloc(32, 7).toString('base64')
const autotask = {
  AUTOTASK_USERNAME: 'user@x.example',
  AUTOTASK_SECRET: 'secret',
  AUTOTASK_INTEGRATION_CODE: 'CODE',
  AUTOTASK_ROC_BOARD_ID: '29683354',
}

/** What is wrong, by variable. */
function problemsOf(environment: Record<string, string | undefined>): Record<string, string> {
  try {
    readConfig(environment)
    return {}
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return Object.fromEntries(error.problems.map(({ variable, problem }) => [variable, problem]))
  }
}

test('the defaults', () => {
  expect(readConfig(required)).toEqual({
    port: 8000,
    host: null,
    keepAliveSeconds: 90,
    drainSeconds: 2,
    environment: 'production',
    publicUrl: null,
    introspection: 'bearer',
    explorer: false,
    isSubgraph: false,
    logLevel: 'info',
    allowedOrigins: [],
    timeZone: 'UTC',
    vendors: {},
    connectWise: { allowedHosts: [] },
    oidc: {
      issuer: 'https://issuer.example/v2.0',
      audience: 'api://graph',
      roles: new Map([
        ['Viewer', 'VIEWER'],
        ['Operator', 'OPERATOR'],
        ['Admin', 'ADMIN'],
      ]),
      client: null,
    },
    credentialsKeys: [],
    databaseUrl: 'file:data/gateway.db',
    cacheUrl: 'memory:',
    sync: { months: 25, seconds: 60 },
    responseCacheBytes: 67_108_864,
    audit: { retentionDays: 400 },
    changeRetentionDays: 0,
    limits: {
      rootFields: 200,
      aliases: 200,
      rows: 7_500,
      inputValues: 40_000,
      answerValues: 50_000,
      answerBytes: 8_388_608,
      vendorCalls: 60,
    },
    rates: {
      operationsPerMinute: 600,
      addressOperationsPerMinute: 6_000,
      answerBytesPerMinute: 33_554_432,
      vendorCallsPerHour: 2_000,
      refusalsPerMinute: 60,
      connectionsPerAddress: 1_000,
      refreshSeconds: 10,
    },
    trustedProxies: [],
    telemetry: { commit: null, traces: null },
  })
})

test('every variable set', () => {
  const environment = {
    ...development,
    ...autotask,
    PORT: '0',
    LISTEN_HOST: '::',
    KEEP_ALIVE_SECONDS: '620',
    DRAIN_SECONDS: '20',
    INTROSPECTION: 'off',
    EXPLORER: 'on',
    SUBGRAPH: 'on',
    LIMIT_ROOT_FIELDS: '31',
    LIMIT_ALIASES: '61',
    LIMIT_ROWS: '5001',
    LIMIT_INPUT_VALUES: '40001',
    LIMIT_ANSWER_VALUES: '50001',
    LIMIT_ANSWER_BYTES: '8388609',
    LIMIT_VENDOR_CALLS_PER_OPERATION: '61',
    LIMIT_OPERATIONS_PER_MINUTE: '60',
    LIMIT_ADDRESS_OPERATIONS_PER_MINUTE: '6001',
    LIMIT_ANSWER_BYTES_PER_MINUTE: '33554433',
    LIMIT_VENDOR_CALLS_PER_HOUR: '2001',
    LIMIT_REFUSALS_PER_MINUTE: '61',
    LIMIT_CONNECTIONS_PER_ADDRESS: '1001',
    LIMIT_REFRESH_SECONDS: '0',
    TRUSTED_PROXIES: '10.0.0.7, 10.1.0.0/16,fd00::/8',
    SYNC_MONTHS: '13',
    SYNC_SECONDS: '90',
    RESPONSE_CACHE_MB: '16',
    AUDIT_RETENTION_DAYS: '30',
    CHANGE_RETENTION_DAYS: '90',
    PUBLIC_URL: 'https://portal.example/',
    LOG_LEVEL: 'debug',
    ALLOWED_ORIGINS: ' https://a.example , http://localhost:3000,',
    PORTAL_TIME_ZONE: 'America/New_York',
    AUTOTASK_ZONE_URL: 'https://webservices3.autotask.net/ATServicesRest',
    AUTOTASK_DISCOVERY_URL: 'http://127.0.0.1:9001/ATServicesRest/',
    HUBSPOT_API_KEY: 'pat',
    HUBSPOT_HUB_ID: '4567890',
    HUBSPOT_BASE_URL: 'http://localhost:9002',
    HUBSPOT_API_VERSION: '2026-03',
    CONNECTWISE_ALLOWED_HOSTS: 'https://psa.example.com,http://127.0.0.1:9003',
    OIDC_CLIENT_ID: 'portal',
    OIDC_CLIENT_SECRET: 'client-secret',
    OIDC_SCOPE: 'openid graph.use',
    OIDC_ROLES: 'Readers=VIEWER, Group=A=ADMIN',
    SESSION_KEYS: `${key},${key}`,
    CREDENTIALS_KEYS: key,
    DATABASE_URL: 'postgres://user:password@host:5432/name',
    CACHE_URL: 'redis://127.0.0.1:6379',
    BUILD_COMMIT: '4eefedffc37a527a9e2eeaa08eab3e2590943d05',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/otlp',
    OTEL_EXPORTER_OTLP_HEADERS: 'API-Key=se%2Ccret, tenant = eu',
    OTEL_SDK_DISABLED: 'false',
    OTEL_SERVICE_NAME: 'portal-graph',
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0.25',
  }
  const bytes = Buffer.alloc(32, 7)

  expect(readConfig(environment)).toEqual({
    port: 0,
    host: '::',
    keepAliveSeconds: 620,
    drainSeconds: 20,
    environment: 'development',
    publicUrl: 'https://portal.example',
    introspection: 'off',
    explorer: true,
    isSubgraph: true,
    logLevel: 'debug',
    allowedOrigins: ['https://a.example', 'http://localhost:3000'],
    timeZone: 'America/New_York',
    vendors: {
      autotask: {
        username: 'user@x.example',
        secret: 'secret',
        integrationCode: 'CODE',
        rocBoardId: 29_683_354,
        zoneUrl: new URL('https://webservices3.autotask.net/ATServicesRest/'),
        discoveryUrl: new URL('http://127.0.0.1:9001/ATServicesRest/'),
      },
      hubspot: { apiKey: 'pat', hubId: '4567890', baseUrl: new URL('http://localhost:9002/'), apiVersion: '2026-03' },
    },
    connectWise: { allowedHosts: ['https://psa.example.com', 'http://127.0.0.1:9003'] },
    oidc: {
      issuer: 'https://issuer.example/v2.0',
      audience: 'api://graph',
      roles: new Map([
        ['Readers', 'VIEWER'],
        ['Group=A', 'ADMIN'],
      ]),
      client: { id: 'portal', secret: 'client-secret', scope: 'openid graph.use', sessionKeys: [bytes, bytes] },
    },
    credentialsKeys: [bytes],
    databaseUrl: 'postgres://user:password@host:5432/name',
    cacheUrl: 'redis://127.0.0.1:6379',
    sync: { months: 13, seconds: 90 },
    responseCacheBytes: 16_777_216,
    audit: { retentionDays: 30 },
    changeRetentionDays: 90,
    limits: {
      rootFields: 31,
      aliases: 61,
      rows: 5_001,
      inputValues: 40_001,
      answerValues: 50_001,
      answerBytes: 8_388_609,
      vendorCalls: 61,
    },
    rates: {
      operationsPerMinute: 60,
      addressOperationsPerMinute: 6_001,
      answerBytesPerMinute: 33_554_433,
      vendorCallsPerHour: 2_001,
      refusalsPerMinute: 61,
      connectionsPerAddress: 1_001,
      refreshSeconds: 0,
    },
    trustedProxies: [
      { address: '10.0.0.7', prefix: 32, family: 'ipv4' },
      { address: '10.1.0.0', prefix: 16, family: 'ipv4' },
      { address: 'fd00::', prefix: 8, family: 'ipv6' },
    ],
    telemetry: {
      commit: '4eefedffc37a527a9e2eeaa08eab3e2590943d05',
      traces: {
        url: 'http://collector:4318/otlp/v1/traces',
        headers: { 'api-key': 'se,cret', tenant: 'eu' },
        serviceName: 'portal-graph',
        sampler: { followsCaller: true, ratio: 0.25 },
      },
    },
  })
})

test('in development only this machine is listened to, unless another is named', () => {
  expect(readConfig(development).host).toBe('127.0.0.1')
  expect(readConfig({ ...development, LISTEN_HOST: '0.0.0.0' }).host).toBe('0.0.0.0')
})

test('the explorer is on in development and off in production, unless the setting says otherwise', () => {
  const explorerOf = (environment: Record<string, string>) => readConfig(environment).explorer

  expect([explorerOf(development), explorerOf({ ...development, EXPLORER: 'off' })]).toEqual([true, false])
  expect([explorerOf(required), explorerOf({ ...required, EXPLORER: 'on' })]).toEqual([false, true])
})

test('blank is not set, and blanks around a value do not matter', () => {
  expect(readConfig({ ...required, PORT: ' 81 ', PORTAL_TIME_ZONE: '  ', AUTOTASK_SECRET: '' })).toMatchObject({
    port: 81,
    timeZone: 'UTC',
    vendors: { autotask: undefined },
  })
})

describe('traces', () => {
  const on = { ...required, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' }
  const samplerOf = (environment: Record<string, string>) =>
    readConfig({ ...on, ...environment }).telemetry.traces?.sampler

  test('go to the collector, all of them unless a caller says otherwise', () => {
    expect(readConfig(on).telemetry.traces).toEqual({
      url: 'http://collector:4318/v1/traces',
      headers: {},
      serviceName: 'msp-graph',
      sampler: { followsCaller: true, ratio: 1 },
    })
  })

  test('are off without a collector, and where they are disabled', () => {
    expect(readConfig({ ...required, OTEL_SERVICE_NAME: 'a' }).telemetry.traces).toBe(null)
    expect(readConfig({ ...on, OTEL_SDK_DISABLED: 'true' }).telemetry.traces).toBe(null)
  })

  test.each([
    ['always_on', false, 1],
    ['always_off', false, 0],
    ['traceidratio', false, 0.1],
    ['parentbased_always_on', true, 1],
    ['parentbased_always_off', true, 0],
    ['parentbased_traceidratio', true, 0.1],
  ])('with the sampler %s', (OTEL_TRACES_SAMPLER, followsCaller, ratio) => {
    expect(samplerOf({ OTEL_TRACES_SAMPLER, OTEL_TRACES_SAMPLER_ARG: '.1' })).toEqual({ followsCaller, ratio })
  })

  test('have a key of the collector blackened in the log', () => {
    const config = readConfig({ ...on, OTEL_EXPORTER_OTLP_HEADERS: 'api-key=collector-secret' })
    expect(secretsOf(config)).toContain('collector-secret')
  })
})

test('the settings cannot be changed', () => {
  expect(Object.isFrozen(readConfig(required))).toBe(true)
})

describe('the cache', () => {
  const DATABASE_URL = 'postgres://user:password@host:5432/name'

  test.each([
    [{}, 'memory:'],
    [{ DATABASE_URL }, 'postgres:'],
    [{ DATABASE_URL: 'postgresql://host/name' }, 'postgres:'],
    [{ DATABASE_URL, CACHE_URL: 'memory:' }, 'memory:'],
    [{ DATABASE_URL, CACHE_URL: 'postgres:' }, 'postgres:'],
    [{ CACHE_URL: 'redis://host' }, 'redis://host'],
  ])('with %j is %s', (settings, url) => {
    expect(readConfig({ ...required, ...settings }).cacheUrl).toBe(url)
  })

  test('is not in a PostgreSQL that is not there', () => {
    const problem = 'is postgres:, the database of DATABASE_URL, which has to be postgres://… then'
    expect(problemsOf({ ...required, CACHE_URL: 'postgres:' })).toEqual({ CACHE_URL: problem })
    expect(problemsOf({ ...required, CACHE_URL: 'postgres:', DATABASE_URL: 'file:a.db' })).toEqual({
      CACHE_URL: problem,
    })
  })

  test('is not complained of where the database is malformed', () => {
    const problems = problemsOf({ ...required, CACHE_URL: 'postgres:', DATABASE_URL: 'postgres' })
    expect(Object.keys(problems)).toEqual(['DATABASE_URL'])
  })
})

describe('refused', () => {
  test.each([
    ['PORT', ['-1', '65536', '80a', '1e3', '0x50', '8000.0'], 'must be a port number from 0 to 65535'],
    ['LISTEN_HOST', ['a b', 'http://x', '*'], 'must be a name or an address of this machine, such as 127.0.0.1 or ::'],
    ['DRAIN_SECONDS', ['-1', '0.5', '301', '2s'], 'must be a whole number of seconds from 0 to 300'],
    ['KEEP_ALIVE_SECONDS', ['0', '-1', '1.5', '3601'], 'must be a whole number of seconds from 1 to 3600'],
    [
      'LIMIT_OPERATIONS_PER_MINUTE',
      ['0', '-60', '1.5', '1e3', 'many', '1000001'],
      'must be a whole number from 1 to 1000000',
    ],
    ['LIMIT_ADDRESS_OPERATIONS_PER_MINUTE', ['0', '-1', '10000001'], 'must be a whole number from 1 to 10000000'],
    [
      'LIMIT_ANSWER_BYTES_PER_MINUTE',
      ['0', '1048575', '1073741825'],
      'must be a whole number from 1048576 to 1073741824',
    ],
    ['LIMIT_VENDOR_CALLS_PER_HOUR', ['0', '-1', '1000001', '9'.repeat(20)], 'must be a whole number from 1 to 1000000'],
    ['LIMIT_REFUSALS_PER_MINUTE', ['0', '-1', '100001'], 'must be a whole number from 1 to 100000'],
    ['LIMIT_CONNECTIONS_PER_ADDRESS', ['0', '9', '10001'], 'must be a whole number from 10 to 10000'],
    ['LIMIT_REFRESH_SECONDS', ['-1', '0.5', '601'], 'must be a whole number from 0 to 600'],
    [
      'TRUSTED_PROXIES',
      ['proxy', '10.0.0', '10.0.0.1/33', '10.0.0.0/', '0.0.0.0/0', '::/0', '::1/129', '10.0.0.1/8/8', 'fe80::1%eth0'],
      'must be addresses or networks such as 10.0.0.7 or 10.1.0.0/16, separated by commas; not all addresses (/0)',
    ],
    ['LIMIT_ROWS', ['0', '1999', '1e4', '100001'], 'must be a whole number from 2000 to 100000'],
    ['LIMIT_VENDOR_CALLS_PER_OPERATION', ['0', '-1', '19', '1e9', '60.5'], 'must be a whole number from 20 to 10000'],
    ['ENVIRONMENT', ['staging', 'Production'], 'must be one of: production, development'],
    ['EXPLORER', ['true', 'On', 'bearer'], 'must be one of: on, off'],
    ['INTROSPECTION', ['on', 'true', 'Bearer', 'bearer,off'], 'must be one of: bearer, off'],
    [
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      ['collector:4318', 'grpc://collector:4317', 'http://user:secret@collector', 'collector'],
      'must be an http:// or https:// address without user name and password',
    ],
    [
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      ['http://collector:4318?key=1', 'https://collector/#a'],
      'must be an address without ? and #: v1/traces is joined to it',
    ],
    [
      'OTEL_EXPORTER_OTLP_HEADERS',
      ['key', '=value', 'a b=c', 'key=%zz', 'key=a%0Ab', 'key=ok,other'],
      'must be name=value pairs separated by commas, with values percent-encoded, such as api-key=secret',
    ],
    ['OTEL_SDK_DISABLED', ['on', '1', 'True'], 'must be one of: true, false'],
    [
      'OTEL_SERVICE_NAME',
      ['a b', 'ü', 'x'.repeat(65)],
      'must be 1 to 64 letters, digits, dots, hyphens and underscores',
    ],
    [
      'OTEL_TRACES_SAMPLER',
      ['on', 'jaeger_remote', 'AlwaysOn'],
      'must be one of: parentbased_always_on, parentbased_always_off, parentbased_traceidratio, always_on, always_off, traceidratio',
    ],
    ['OTEL_TRACES_SAMPLER_ARG', ['2', '-0.1', '1e-3', '10%', '.'], 'must be a number from 0 to 1, such as 0.1'],
    [
      'BUILD_COMMIT',
      ['main', '4eefed', '4EEFEDF', 'v1.0'],
      'must be the hash of a commit: 7 to 64 digits and letters a to f',
    ],
    ['LOG_LEVEL', ['loud'], 'must be one of: trace, debug, info, warn, error, silent'],
    [
      'ALLOWED_ORIGINS',
      ['https://a.example/', 'https://a.example/path', 'a.example', '*', 'https://A.example'],
      'must be origins separated by commas, such as https://portal.example.com (no path, no slash at the end)',
    ],
    ['PORTAL_TIME_ZONE', ['Mars/Olympus', '+02:00', '-0500'], 'must be an IANA time zone, such as America/New_York'],
    [
      'OIDC_ISSUER',
      [
        'http://issuer.example',
        'issuer.example',
        'https://user:secret@issuer.example',
        'http://127.0.0.1:9004',
        'https://localhost',
      ],
      'must be an https:// address (http:// and this machine count only with ENVIRONMENT=development)',
    ],
    [
      'OIDC_ROLES',
      ['Viewer', 'Viewer=BOSS', '=ADMIN', 'Viewer=VIEWER,Admin'],
      'must be pairs such as Viewer=VIEWER,Operator=OPERATOR,Admin=ADMIN (right of the sign one of VIEWER, OPERATOR, ADMIN)',
    ],
    [
      'CREDENTIALS_KEYS',
      ['short', `${key},short`, ','],
      'must be one or more keys of 32 bytes in base64, newest first, separated by commas (make one: openssl rand -base64 32)',
    ],
    ['DATABASE_URL', ['mysql://x', 'file:', 'data.db'], 'must be file:<path> or postgres://…'],
    [
      'CACHE_URL',
      ['memory', 'memory:x', 'http://x', 'postgres://elsewhere/x'],
      'must be memory:, postgres: (the database of DATABASE_URL) or redis://…',
    ],
    [
      'CONNECTWISE_ALLOWED_HOSTS',
      ['https://psa.example.com/', 'psa.example.com', 'http://psa.example.com', 'http://127.0.0.1:9003'],
      'must be origins separated by commas, such as https://psa.example.com (http:// and this machine count only with ENVIRONMENT=development)',
    ],
  ])('%s of %j', (variable, values, problem) => {
    for (const value of values) {
      expect({ value, problems: problemsOf({ ...required, [variable]: value }) }).toEqual({
        value,
        problems: { [variable]: problem },
      })
    }
  })

  test.each([
    ['AUTOTASK_ROC_BOARD_ID', 'ROC'],
    ['AUTOTASK_ROC_BOARD_ID', '-5'],
    ['AUTOTASK_ROC_BOARD_ID', '2147483648'],
    ['AUTOTASK_ZONE_URL', 'http://webservices3.autotask.net/'],
    ['AUTOTASK_DISCOVERY_URL', 'http://127.0.0.1:9001/'],
  ])('%s of %s', (variable, value) => {
    expect(Object.keys(problemsOf({ ...required, ...autotask, [variable]: value }))).toEqual([variable])
  })

  test.each([
    'http://evil.example',
    'ftp://127.0.0.1',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
  ])('in development, the address %s', (OIDC_ISSUER) => {
    expect(problemsOf({ ...development, OIDC_ISSUER })).toEqual({
      OIDC_ISSUER: 'must be an https:// address (http:// only to this machine)',
    })
  })

  test.each([
    ['AUTOTASK_SECRET', '7Kd*0#fT@m3Q’', 'has a typographic quote or apostrophe at position 13'],
    ['AUTOTASK_USERNAME', '\u200buser@x.example', 'has an invisible character at position 1'],
    ['AUTOTASK_INTEGRATION_CODE', 'CO\u00a0DE', 'has a blank that is no plain blank at position 3'],
    ['HUBSPOT_API_KEY', 'pat\u2013na1', 'has a typographic dash at position 4'],
    ['HUBSPOT_API_KEY', 'pat-na1\t', 'has a control character at position 8'],
    ['HUBSPOT_API_KEY', ' pat-na1', 'has a blank at position 1'],
    ['HUBSPOT_API_KEY', 'pat-na1 ', 'has a blank at position 8'],
    ['OIDC_CLIENT_SECRET', '\u{1f600}ü', 'has a character beyond plain ASCII at position 1'],
    ['OIDC_CLIENT_ID', 'a\u{1f600}', 'has a character beyond plain ASCII at position 2'],
    ['OIDC_AUDIENCE', 'api://gr\u00adaph', 'has an invisible character at position 9'],
    ['DATABASE_URL', 'postgres://u:se\u200bcret@db/x', 'has an invisible character at position 16'],
    ['CACHE_URL', 'redis://:se\u0007cret@cache', 'has a control character at position 12'],
  ])(
    '%s with a sign that came along when it was pasted, by its position and not its value',
    (variable, value, problem) => {
      const environment = { ...required, ...autotask, HUBSPOT_HUB_ID: '1', [variable]: value }

      expect(problemsOf(environment)[variable]).toBe(`${problem}: copy it anew as plain text`)
    },
  )

  test.each(['CREDENTIALS_KEYS', 'SESSION_KEYS'])('%s with a sign inside that base64 does not have', (variable) => {
    expect(problemsOf({ ...required, [variable]: `${key.slice(0, 9)}\u200b${key.slice(9)}` })[variable]).toMatch(
      /must be one or more keys of 32 bytes in base64/,
    )
  })

  test.each(['https://issuer.example/?a', 'https://issuer.example/#a'])(
    'an address behind which no path fits: %s',
    (value) => {
      expect(problemsOf({ ...required, OIDC_ISSUER: value })['OIDC_ISSUER']).toBe(
        'must be an address without ? and #: paths are joined to it',
      )
    },
  )

  test('a vendor with half its settings', () => {
    const why = (vendor: string) => `is required once any of the ${vendor} settings is set`

    for (const missing of Object.keys(autotask)) {
      expect(problemsOf({ ...required, ...autotask, [missing]: undefined })).toEqual({ [missing]: why('Autotask') })
    }
    expect(problemsOf({ ...required, HUBSPOT_API_KEY: 'x' })).toEqual({ HUBSPOT_HUB_ID: why('HubSpot') })
  })

  test('sign-in with half its settings, or without the address to come back to', () => {
    const why = 'is required once any of the sign-in settings is set'
    const portal = { OIDC_CLIENT_ID: 'portal', OIDC_CLIENT_SECRET: 'secret', SESSION_KEYS: key }

    expect(problemsOf({ ...development, SESSION_KEYS: key })).toEqual({ OIDC_CLIENT_ID: why, OIDC_CLIENT_SECRET: why })
    expect(problemsOf({ ...required, ...portal })).toEqual({
      PUBLIC_URL: 'is required in production once sign-in is set up',
    })
    expect(problemsOf({ ...development, ...portal })).toEqual({})
  })
})

describe('the message', () => {
  test('lists everything at once', () => {
    expect(() => readConfig({ PORT: 'x' })).toThrow(
      [
        'The settings are not right. See .env.example for what each one means.',
        '  PORT           must be a port number from 0 to 65535',
        '  OIDC_ISSUER    is required',
        '  OIDC_AUDIENCE  is required',
      ].join('\n'),
    )
  })

  test('repeats no value, because any may be a secret in the wrong place', () => {
    const variables = [...variablesRead()]
    const planted = Object.fromEntries(variables.map((name) => [name, `planted-${name.toLowerCase()}`]))
    try {
      readConfig(planted)
      expect.unreachable('nonsense was accepted')
    } catch (error) {
      expect((error as Error).message).not.toMatch(/planted/)
    }
  })
})

/** The variables that the settings are read from: those asked for when every one is set. */
function variablesRead(): Set<string> {
  const names = new Set<string>()
  const environment = new Proxy<Record<string, string>>(
    {},
    {
      get: (_, name) => {
        names.add(String(name))
        return 'nonsense'
      },
    },
  )
  expect(() => readConfig(environment)).toThrow(ConfigError)
  return names
}

test('.env.example has exactly the variables that are read, each once', () => {
  const text = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8')
  const listed = [...text.matchAll(/^(?:# )?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name)

  expect(listed.length).toBe(new Set(listed).size)
  expect(new Set(listed)).toEqual(variablesRead())
})
