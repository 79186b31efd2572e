import type { GraphQLResolveInfo } from 'graphql'
import type { Path } from './path.ts'
import type { FieldPlan, Fragments, Variables } from './plan.ts'

/** What is the same for all fields of an execution. */
interface Operation {
  readonly schema: GraphQLResolveInfo['schema']
  readonly operation: GraphQLResolveInfo['operation']
  readonly fragments: Fragments
  readonly variables: Variables
}

/** What graphql-js tells resolvers of their field, looked up when it is asked for: most ask for nothing. */
export class FieldInfo implements GraphQLResolveInfo {
  private readonly execution: Operation
  private readonly plan: FieldPlan
  private readonly parent: Path | undefined

  constructor(execution: Operation, plan: FieldPlan, parent: Path | undefined) {
    this.execution = execution
    this.plan = plan
    this.parent = parent
  }

  get fieldName() {
    return this.plan.field.name
  }
  get fieldNodes() {
    return this.plan.nodes
  }
  get returnType() {
    return this.plan.field.type
  }
  get parentType() {
    return this.plan.parentType
  }
  get path(): Path {
    return { prev: this.parent, key: this.plan.key, typename: this.plan.parentType.name }
  }
  get schema() {
    return this.execution.schema
  }
  get fragments() {
    return this.execution.fragments as GraphQLResolveInfo['fragments']
  }
  get rootValue() {
    return undefined
  }
  get operation() {
    return this.execution.operation
  }
  get variableValues() {
    return this.execution.variables
  }
}
