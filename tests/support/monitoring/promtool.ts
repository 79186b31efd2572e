import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findOnPath } from '../find-on-path.ts'
import type { Recording } from './recording.ts'

/**
 * Where Prometheus' `promtool` is on this machine; null where it has none. npm brings none: what needs it is skipped then. Not
 * in CI, where it is a failure.
 */
export const promtoolPath: string | null = findPromtool()

/** @throws Error in CI, where there is none */
function findPromtool(): string | null {
  const found = findOnPath('promtool')
  const isCI = !['', '0', 'false'].includes(process.env['CI'] ?? '')
  if (found === null && isCI)
    throw new Error('There is no promtool on the PATH: in CI the tests of alerts have to run.')
  return found
}

/** Runs it. @returns what it says, and whether it is content */
export function runPromtool(args: readonly string[]): Promise<{ readonly isGood: boolean; readonly output: string }> {
  return new Promise((resolve) => {
    execFile(promtoolPath ?? 'promtool', args, { maxBuffer: 2 ** 26 }, (error, out, err) =>
      resolve({ isGood: error === null, output: out + err }),
    )
  })
}

/** What an expression has to be at some minute, by the minute's number. */
export interface Expectation {
  readonly minute: number
  readonly expression: string
  /** The samples, such as `{alertname="GatewayDown"}`, each of which is 1. */
  readonly samples: readonly string[]
}

/** Has Prometheus evaluate the rules over a recording, and compare. @returns what differs; empty: nothing */
export async function evaluateRules(
  ruleFile: string,
  recording: Recording,
  expectations: readonly Expectation[],
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'promtool-'))
  try {
    const file = join(folder, 'test.yml')
    const tests = [
      {
        interval: '1m',
        input_series: recording.series(),
        promql_expr_test: expectations.map(({ minute, expression, samples }) => ({
          expr: expression,
          eval_time: `${minute}m`,
          exp_samples: samples.map((labels) => ({ labels, value: 1 })),
        })),
      },
    ]
    // JSON is YAML.
    await writeFile(file, JSON.stringify({ rule_files: [ruleFile], evaluation_interval: '1m', tests }))
    const { isGood, output } = await runPromtool(['test', 'rules', file])
    return isGood ? '' : output
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
