import type { Keyv } from 'keyv'
import { z } from 'zod'
import type { GraphConfig } from '../config/config.ts'
import { readGraphConfig } from '../config/config.ts'
import { ConfigError, type SettingProblem } from '../config/setting-reader.ts'
import type { LentPool } from '../database/lent-pool.ts'
import type { Logger } from '../telemetry/logger.ts'
import type { GivenPrincipal } from './given-principal.ts'

/** Where the graph writes its log: a pino logger, or anything with its methods. */
export interface GivenLogger {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** Options of `createGraph`. */
export interface GraphOptions {
  /** Settings by the names of `.env.example`; `process.env` unless given. Empty texts count as unset. */
  readonly settings?: Readonly<Record<string, string | undefined>>
  /**
   * Who asks with a request to `handler`; null or undefined: unknown, and answered 401. If it throws, the request is answered
   * 500. Without it, callers show an access token of the settings' `OIDC_ISSUER`.
   */
  readonly principalOf?: (
    request: Request,
  ) => GivenPrincipal | null | undefined | Promise<GivenPrincipal | null | undefined>
  /** The address of the caller of a request, for limits by address and the audit log; unknown without it. */
  readonly addressOf?: (request: Request) => string | null | undefined
  /** A cache instead of the settings' `CACHE_URL`, such as one shared by several processes. It is not closed. */
  readonly cache?: Keyv
  /**
   * A database instead of the settings' `DATABASE_URL`: `file:<path>`, `file::memory:`, `postgres://…`, or a pool of
   * connections to a PostgreSQL (`Pool` of the package `pg`), which is not closed.
   */
  readonly database?: string | LentPool
  /** JSON lines on standard output by default. It has to keep secrets to itself: the default one redacts all of the settings'. */
  readonly logger?: GivenLogger
  /** The current time in epoch milliseconds, for tests; the system's unless given. */
  readonly clock?: () => number
}

/** Options of `createGraph` or its settings are missing or malformed. The message lists all of them. */
export class GraphOptionsError extends Error {
  override name = 'GraphOptionsError'
  readonly problems: readonly SettingProblem[]

  constructor(problems: readonly SettingProblem[]) {
    const width = Math.max(...problems.map(({ variable }) => variable.length))
    const lines = problems.map(({ variable, problem }) => `  ${variable.padEnd(width)}  ${problem}`)
    super(`createGraph cannot begin. .env.example says what each setting means.\n${lines.join('\n')}`)
    this.problems = problems
  }
}

const has = (...methods: readonly string[]) =>
  z.custom<object>((value) =>
    methods.every((method) => typeof (value as Record<string, unknown>)?.[method] === 'function'),
  )

const isFunction = z.custom((value) => typeof value === 'function')

const optionRules = {
  settings: [z.record(z.string(), z.unknown()), 'must be an object of settings by name'],
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
  const settings = problems.some(({ variable }) => variable === 'settings') ? {} : (options.settings ?? process.env)
  const untold = problemsOfSettings(settings)
  problems.push(...untold)
  const readable = Object.entries(settings).filter(([name]) => untold.every(({ variable }) => variable !== name))
  let config: GraphConfig | null = null
  try {
    config = readGraphConfig(Object.fromEntries(readable))
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    problems.push(...error.problems)
  }
  if (!config || problems.length > 0) throw new GraphOptionsError(problems)
  const { logger } = options
  return { config, ...(logger && { logger: logger as unknown as Logger }) }
}
