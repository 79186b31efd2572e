import {
  getNamedType,
  isInputObjectType,
  Kind,
  TypeInfo,
  typeFromAST,
  valueFromAST,
  visit,
  visitWithTypeInfo,
  type GraphQLInputType,
  type GraphQLSchema,
  type VariableDefinitionNode,
} from 'graphql'
import type { TrustedOperation } from '../trusted/documents.ts'
import type { JsonSchema } from './tool.ts'
import { describe, inputTypeSchema } from './type-schema.ts'

/** An argument that stands for one variable, as the graph describes it. */
export interface Argument {
  readonly schema: JsonSchema
  readonly isRequired: boolean
}

/**
 * The arguments that the variables of an operation stand for. A description is that of the variable, else of what the
 * variable is used for.
 */
export function argumentsOf(schema: GraphQLSchema, written: TrustedOperation): ReadonlyMap<string, Argument> {
  const uses = usesOfVariables(schema, written)
  return new Map(
    (written.operation.variableDefinitions ?? []).map((variable) => {
      const name = variable.variable.name.value
      return [name, argumentOf(schema, variable, uses.get(name))]
    }),
  )
}

function argumentOf(schema: GraphQLSchema, variable: VariableDefinitionNode, use: string | undefined): Argument {
  const type = typeFromAST(schema, variable.type as never) as GraphQLInputType
  const value = variable.defaultValue && valueFromAST(variable.defaultValue, type)
  return {
    schema: {
      ...inputTypeSchema(type),
      ...(variable.description ? describe(variable.description.value) : describe(use, type)),
      ...(value !== undefined && { default: value }),
    },
    isRequired: variable.type.kind === Kind.NON_NULL_TYPE && value === undefined,
  }
}

/** Descriptions of the arguments and input fields that variables are given to. */
function usesOfVariables(schema: GraphQLSchema, { operation, fragments }: TrustedOperation): Map<string, string> {
  const uses = new Map<string, string>()
  for (const definition of [operation, ...fragments]) {
    const info = new TypeInfo(schema)
    const fields: (string | null | undefined)[] = []
    visit(
      definition,
      visitWithTypeInfo(info, {
        ObjectField: {
          enter({ name }) {
            const parent = info.getParentInputType()
            const type = parent && getNamedType(parent)
            fields.push(isInputObjectType(type) ? type.getFields()[name.value]?.description : null)
          },
          leave() {
            fields.pop()
          },
        },
        Variable(node, _key, parent) {
          if (parent && 'kind' in parent && parent.kind === Kind.VARIABLE_DEFINITION) return
          const text = fields.at(-1) ?? info.getArgument()?.description
          if (text && !uses.has(node.name.value)) uses.set(node.name.value, text)
        },
      }),
    )
  }
  return uses
}
