import type { ZodType } from 'zod'

/** The environment as a program receives it. */
export type Environment = Readonly<Record<string, string | undefined>>

/** What is wrong with one variable, in words that never repeat its value: it may be a secret. */
export interface SettingProblem {
  variable: string
  problem: string
}

/** Settings are missing or malformed: the message lists every one of them, so that one start is enough to see all. */
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

/**
 * Reads variables one by one and remembers what is wrong with each instead of throwing at the first.
 * An empty or blank value counts as not set.
 */
export function createSettingReader(environment: Environment) {
  const problems: SettingProblem[] = []
  const isSet = (variable: string) => (environment[variable] ?? '').trim() !== ''
  const refuse = (variable: string, problem: string) => {
    problems.push({ variable, problem })
  }

  /** The parsed value; undefined when it is not set, or when it is wrong, which is then remembered. */
  function optional<T>(variable: string, parser: ZodType<T, string>): T | undefined {
    if (!isSet(variable)) return undefined
    const result = parser.safeParse((environment[variable] ?? '').trim())
    if (result.success) return result.data
    refuse(variable, result.error.issues[0]?.message ?? 'is malformed')
    return undefined
  }

  /** As `optional`, but a variable that is not set is a problem too. */
  function required<T>(variable: string, parser: ZodType<T, string>, why = 'is required'): T | undefined {
    if (!isSet(variable)) refuse(variable, why)
    return optional(variable, parser)
  }

  /** As `required`, of a value that counts with the blanks around it: it is used as it stands, or refused. */
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
