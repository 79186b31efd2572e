import { z } from 'zod'
import { readGraphConfig, type GraphConfig } from '../config/config.ts'
import { ConfigError, type SettingProblem } from '../config/setting-reader.ts'
import type { Logger } from '../telemetry/logger.ts'
import { GraphOptionsError, type GraphOptions } from './graph-options.ts'

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
