import { z } from 'zod'
import { readGraphConfig, type GraphConfig } from '../config/config.ts'
import { ConfigError, type Environment, type SettingProblem } from '../config/setting-reader.ts'
import type { Logger } from '../telemetry/logger.ts'
import { GraphOptionsError, type GivenLogger, type GraphOptions } from './graph-options.ts'

const has = (...methods: readonly string[]) =>
  z.custom<object>((value) =>
    methods.every((method) => typeof (value as Record<string, unknown>)?.[method] === 'function'),
  )

const isFunction = z.custom((value) => typeof value === 'function')

/** Not a record of zod's: `process.env` is none. */
const isObject = z.custom((value) => typeof value === 'object' && value !== null && !Array.isArray(value))

const optionRules = {
  settings: [isObject, 'must be an object of settings by name'],
  principalOf: [isFunction, 'must be a function of a Request'],
  addressOf: [isFunction, 'must be a function of a Request'],
  cache: [has('get', 'set', 'on'), 'must be a Keyv'],
  database: [
    z.union([z.string().regex(/^(file:.+|postgres(ql)?:\/\/.+)$/), has('connect')]),
    'must be file:<path>, postgres://… or a pool of connections (Pool of pg)',
  ],
  clock: [isFunction, 'must be a function that returns epoch milliseconds'],
  logger: [has('debug', 'info', 'warn', 'error'), 'must have the methods debug, info, warn and error'],
} as const satisfies Record<keyof GraphOptions, readonly [z.ZodType, string]>

function problemsOfOptions(options: Readonly<Record<string, unknown>>): SettingProblem[] {
  const rules: Readonly<Record<string, readonly [z.ZodType, string]>> = optionRules
  return Object.entries(options).flatMap(([variable, value]) => {
    if (value === undefined) return []
    const rule = Object.hasOwn(rules, variable) ? rules[variable] : undefined
    if (!rule) return [{ variable, problem: `is no option: there are ${Object.keys(rules).join(', ')}` }]
    return rule[0].safeParse(value).success ? [] : [{ variable, problem: rule[1] }]
  })
}

/** Values that are no text would be misread. */
function problemsOfSettings(settings: Readonly<Record<string, unknown>>): SettingProblem[] {
  return Object.entries(settings)
    .filter(([, value]) => value !== undefined && typeof value !== 'string')
    .map(([variable]) => ({ variable, problem: 'must be text, as in an environment variable' }))
}

/** What the options mean. @throws GraphOptionsError naming everything that is wrong with them */
export function readGraphOptions(options: GraphOptions): { readonly config: GraphConfig; readonly logger?: Logger } {
  const problems = problemsOfOptions({ ...options })
  const isWrong = (name: string) => problems.some(({ variable }) => variable === name)
  const valid: GraphOptions = Object.fromEntries(Object.entries(options).filter(([name]) => !isWrong(name)))
  const settings = isWrong('settings') ? {} : (options.settings ?? process.env)
  const untold = problemsOfSettings(settings)
  problems.push(...untold)
  const readable = Object.entries(settings).filter(([name]) => untold.every(({ variable }) => variable !== name))
  let config: GraphConfig | null = null
  try {
    config = readGraphConfig(withOptions(Object.fromEntries(readable), valid))
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    problems.push(...error.problems)
  }
  if (!config || problems.length > 0) throw new GraphOptionsError(problems)
  const { logger } = options
  return { config, ...(logger && { logger: toLogger(logger) }) }
}

/** In place of an address: the pool is used instead, which is a PostgreSQL like this. */
const urlOfPool = 'postgres://pool'

/** The settings without what options take the place of, or what is about the server alone. */
function withOptions(settings: Environment, { principalOf, database, cache }: GraphOptions): Environment {
  const isLeftOut = (name: string) =>
    serverSettings.has(name) ||
    (principalOf !== undefined && name.startsWith('OIDC_')) ||
    (cache !== undefined && name === 'CACHE_URL')
  const own = Object.fromEntries(Object.entries(settings).filter(([name]) => !isLeftOut(name)))
  if (database === undefined) return own
  return { ...own, DATABASE_URL: typeof database === 'string' ? database : urlOfPool }
}

/** Of the server and of signing in at the portal: a program that embeds the graph may have its own under these names. */
const serverSettings = new Set([
  'PORT',
  'LISTEN_HOST',
  'KEEP_ALIVE_SECONDS',
  'DRAIN_SECONDS',
  'PUBLIC_URL',
  'TRUSTED_PROXIES',
  'EXPLORER',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'OIDC_SCOPE',
  'SESSION_KEYS',
  'BUILD_COMMIT',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_SDK_DISABLED',
  'OTEL_SERVICE_NAME',
  'OTEL_TRACES_SAMPLER',
  'OTEL_TRACES_SAMPLER_ARG',
])

/** Every line has fields and a message, also where the gateway gives a message alone. */
function toLogger(given: GivenLogger): Logger {
  const level = (name: keyof GivenLogger) => (fields: unknown, message?: unknown) =>
    typeof fields === 'object' && fields !== null
      ? given[name](fields, typeof message === 'string' ? message : '')
      : given[name]({}, String(fields))
  const fatal = level('error')
  return { debug: level('debug'), info: level('info'), warn: level('warn'), error: level('error'), fatal }
}
