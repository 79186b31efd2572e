import type { GraphQLSchema } from 'graphql'
import type { Days } from '../calendar/days.ts'
import { badUserInput } from '../errors/gateway-error.ts'
import { toDocument, type TrustedOperation } from '../trusted/documents.ts'
import { inputSchemaOf } from './arguments-schema.ts'
import { reads, type AnyToolDefinition } from './define-tool.ts'
import { argumentsOf } from './variable-schemas.ts'
import { resolveNames, type Resolved } from './names.ts'
import { dataSchema } from './output-schema.ts'
import { readPeriod } from './periods.ts'
import { createArgumentsReader } from './read-arguments.ts'
import { outcomeOf } from './outcome.ts'
import { outputSchemaOf } from './result-schema.ts'
import type { Arguments, Tool, ToolCall } from './tool.ts'

/** Makes a tool of its definition and its operation: schemas and checks are made here, once. */
export function makeTool(definition: AnyToolDefinition, operation: TrustedOperation, schema: GraphQLSchema): Tool {
  const { name, title, role, annotations = reads } = definition
  const given = argumentsOf(schema, operation)
  const inputSchema = inputSchemaOf(definition, given, schema)
  const description = operation.operation.description?.value.replaceAll(/\s+/g, ' ')
  if (!description) throw new Error(`The operation of ${name} has no description.`)
  return {
    name,
    title,
    description,
    role,
    annotations,
    inputSchema,
    outputSchema: outputSchemaOf(definition, dataSchema(schema, operation)),
    document: toDocument(operation),
    readArguments: createArgumentsReader(inputSchema),
    async prepare(input, call) {
      const names = await resolveAll(definition, input, call)
      const days = definition.period ? readPeriod(input, call.today) : null
      const variables = await variablesOf(definition, [...given.keys()], { input, names, days, call })
      const words = Object.fromEntries([...names].map(([argument, { words: own }]) => [argument, own]))
      const period = days && { ...days, timeZone: call.timeZone }
      return { variables, outcome: (answer, facts) => outcomeOf(definition, answer, { input, words, period, facts }) }
    },
  }
}

/** One after another: they may be of the same directory. */
async function resolveAll(
  { names = {} }: AnyToolDefinition,
  input: Arguments,
  call: ToolCall,
): Promise<Map<string, Resolved>> {
  const answers = new Map<string, ReturnType<ToolCall['ask']>>()
  const once: ToolCall = {
    ...call,
    ask(operation) {
      const known = answers.get(operation) ?? call.ask(operation)
      answers.set(operation, known)
      return known
    },
  }
  const found = new Map<string, Resolved>()
  for (const [argument, directory] of Object.entries(names)) {
    const value = input[argument]
    if (value !== undefined) found.set(argument, await resolveNames(directory, value as readonly string[], once))
  }
  return found
}

interface Given {
  readonly input: Arguments
  readonly names: ReadonlyMap<string, Resolved>
  readonly days: Days | null
  readonly call: ToolCall
}

async function variablesOf(
  definition: AnyToolDefinition,
  known: readonly string[],
  { input, names, days, call }: Given,
): Promise<object> {
  const { period, pieces = {}, variables } = definition
  if (input['skip'] !== undefined && input['part'] === undefined && Object.keys(pieces).length > 0) {
    throw badUserInput(`skip needs part: one of ${Object.keys(pieces).join(', ')}.`)
  }
  const own = known.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]] as const]))
  const ids = [...names].map(([argument, { ids: found }]) => [argument, found] as const)
  const dayVariables =
    !period || !days ? {} : period === 'range' ? { range: days } : { [period[0]]: days.from, [period[1]]: days.to }
  return {
    ...Object.fromEntries([...own, ...ids]),
    ...dayVariables,
    ...(variables && (await variables(input, call))),
  }
}
