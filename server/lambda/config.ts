import { readConfig, type Config } from '../config/config.ts'
import { ConfigError, type Environment, type SettingProblem } from '../config/setting-reader.ts'
import { kindOf } from '../database/database-kind.ts'

/**
 * The largest answer, in bytes before compression (4 MiB): Lambda returns at most 6 MB, in which bytes are written as base64
 * (AWS, "Lambda quotas", read 2026-11-28).
 */
const mostAnswerBytes = 4 * 2 ** 20

/**
 * Reads the settings of the gateway on AWS Lambda, where each environment has a disk and a memory of its own, for as long as
 * it lives: whatever is kept has to be in PostgreSQL.
 *
 * @throws ConfigError naming every setting that is missing, malformed or of no use there
 */
export function readLambdaConfig(environment: Environment): Config {
  const config = readConfig(environment)
  const problems: SettingProblem[] = []
  if (kindOf(config.databaseUrl) !== 'postgres') {
    const problem = 'must be postgres://… on AWS Lambda: a file would be lost with the environment that it is in'
    problems.push({ variable: 'DATABASE_URL', problem })
  }
  // Unless it is set, it follows the database.
  if (config.cacheUrl !== 'postgres:' && (environment['CACHE_URL'] ?? '').trim() !== '') {
    const problem = 'must be postgres: on AWS Lambda, or left out: its environments have nothing else in common'
    problems.push({ variable: 'CACHE_URL', problem })
  }
  if (problems.length > 0) throw new ConfigError(problems)
  const { limits } = config
  return { ...config, limits: { ...limits, answerBytes: Math.min(limits.answerBytes, mostAnswerBytes) } }
}
