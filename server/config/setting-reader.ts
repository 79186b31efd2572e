import type { ZodType } from 'zod'

/** The environment variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>

/** A problem with one variable; never repeats its value, which may be a secret. */
export interface SettingProblem {
  variable: string
  problem: string
}

/** Settings are missing or malformed. The message lists all of them, so that one start shows everything. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly problems: readonly SettingProblem[]

  constructor(problems: readonly SettingProblem[]) {
    const width = Math.max(...problems.map(({ variable }) => variable.length))
    const lines = problems.map(({ variable, problem }) => `  ${variable.padEnd(width)}  ${problem}`)
    super(`The settings are not right. See .env.example for what each one means.\n${lines.join('\n')}`)
    this.problems = problems
  }
}

/** Reads variables and collects problems instead of throwing at the first. An empty or blank value counts as unset. */
export function createSettingReader(environment: Environment) {
  const problems: SettingProblem[] = []
  const isSet = (variable: string) => (environment[variable] ?? '').trim() !== ''
  const refuse = (variable: string, problem: string) => {
    problems.push({ variable, problem })
  }

  /** Returns the parsed value; undefined if unset or invalid, which is recorded. */
  function optional<T>(variable: string, parser: ZodType<T, string>): T | undefined {
    if (!isSet(variable)) return undefined
    const result = parser.safeParse((environment[variable] ?? '').trim())
    if (result.success) return result.data
    refuse(variable, result.error.issues[0]?.message ?? 'is malformed')
    return undefined
  }

  /** Like `optional`, but an unset variable is a problem too. */
  function required<T>(variable: string, parser: ZodType<T, string>, why = 'is required'): T | undefined {
    if (!isSet(variable)) refuse(variable, why)
    return optional(variable, parser)
  }

  /** Like `required`, without trimming: the value is used as it stands, or rejected. */
  function requiredAsItStands<T>(variable: string, parser: ZodType<T, string>, why?: string): T | undefined {
    const text = environment[variable] ?? ''
    const result = parser.safeParse(text)
    if (!isSet(variable) || result.success) return required(variable, parser, why)
    refuse(variable, result.error.issues[0]?.message ?? 'is malformed')
    return undefined
  }

  return {
    isSet,
    refuse,
    optional,
    required,
    requiredAsItStands,
    problems: (): readonly SettingProblem[] => problems,
  }
}

export type SettingReader = ReturnType<typeof createSettingReader>
