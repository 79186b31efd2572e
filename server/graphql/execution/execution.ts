import {
  defaultTypeResolver,
  getArgumentValues,
  GraphQLError,
  isObjectType,
  locatedError,
  responsePathAsArray,
  TypeNameMetaFieldDef,
  type GraphQLAbstractType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import type { AnswerBudget } from '../../limits/answer-budget.ts'
import { runField } from '../../telemetry/vendor-calls.ts'
import type { GraphContext } from '../context.ts'
import { CollectedErrors } from './collected-errors.ts'
import { FieldInfo } from './field-info.ts'
import type { JsonFragment } from './json-fragment.ts'
import type { KeptFields } from './kept-fields.ts'
import type { OperationRows, SelectedRows } from './kept-rows.ts'
import type { Path } from './path.ts'
import { subplanOf, type FieldPlan, type Fragments, type ObjectPlan, type Shape, type Variables } from './plan.ts'

/** What an execution needs beside its plan. */
export interface ExecutionOptions {
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly fragments: Fragments
  readonly variables: Variables
  readonly context: GraphContext
  readonly budget: AnswerBudget
  /** Null: every field is completed. */
  readonly kept: KeptFields | null
}

type Data = Record<string, unknown>

const noArguments = Object.freeze({})

/** Lists longer than a page are completed one after the other. */
const longList = 100

/**
 * Executes a plan as graphql-js executes its operation, with the same answers and errors, in a fraction of its time: what does
 * not depend on values is planned once, and what has its value at once makes no promise, path or description of its field.
 *
 * Counts every value for the budget. When the answer has become too large, all of it is given up.
 */
export class Execution {
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly fragments: Fragments
  readonly variables: Variables
  readonly errors = new CollectedErrors()
  private readonly context: GraphContext
  private readonly budget: AnswerBudget
  private readonly kept: KeptFields | null
  private readonly args = new Map<FieldPlan, Readonly<Record<string, unknown>>>()
  /** By the names of the root fields that have some. */
  private rows: Map<string, OperationRows> | null = null
  /** Ends the execution where it is thrown. */
  private stop: GraphQLError | null = null

  constructor(options: ExecutionOptions) {
    this.schema = options.schema
    this.operation = options.operation
    this.fragments = options.fragments
    this.variables = options.variables
    this.context = options.context
    this.budget = options.budget
    this.kept = options.kept
  }

  /** The fields of an object, all at once. @throws GraphQLError where a field that may not be null is */
  object(plan: ObjectPlan, source: unknown, path: Path | undefined): Data | Promise<Data> {
    const data = emptyObject(plan)
    const pending: Promise<void>[] = []
    for (const field of plan.fields) {
      const { key } = field
      let value: unknown
      try {
        value = field.isRoot ? this.rootField(field, source) : this.field(field, source, path)
      } catch (error) {
        return rethrowAfter(pending, error)
      }
      if (isThenable(value)) {
        // Names are in the order of the document, whenever their values come.
        data[key] = undefined
        pending.push(value.then((later) => void (data[key] = later)))
      } else data[key] = value
    }
    const [first] = pending
    if (!first) return data
    return (pending.length === 1 ? first : Promise.all(pending)).then(() => data)
  }

  /** The fields of an object, each once the one before it is complete. */
  async objectSerially(plan: ObjectPlan, source: unknown): Promise<Data> {
    const data = emptyObject(plan)
    for (const field of plan.fields) data[field.key] = await this.field(field, source, undefined)
    return data
  }

  /** Of a query, the values of some are kept. @throws as `field` */
  private rootField(plan: FieldPlan, source: unknown): unknown {
    const { kept, variables, context, budget } = this
    if (!kept) return this.field(plan, source, undefined)
    const args = this.knownArgumentsOf(plan)
    const isWhole = () => !this.errors.errors.some(({ path }) => path?.[0] === plan.key)
    const question = { plan, variables, args, context, budget }
    const complete = (rows: OperationRows | null) => {
      if (rows) (this.rows ??= new Map()).set(plan.key, rows)
      return this.field(plan, source, undefined)
    }
    return kept.complete(question, complete, isWhole)
  }

  /** Null for arguments that the field is going to refuse. */
  private knownArgumentsOf(plan: FieldPlan): Readonly<Record<string, unknown>> | null {
    try {
      return this.argumentsOf(plan)
    } catch {
      return null
    }
  }

  private field(plan: FieldPlan, source: unknown, parent: Path | undefined): unknown {
    this.check(this.budget.add(plan.key.length))
    try {
      const value =
        plan.root === null
          ? this.resolve(plan, source, parent)
          : runField(plan.root, () => this.resolve(plan, source, parent))
      if (plan.isComposite) return this.composite(plan, value, parent)
      if (!isThenable(value)) return this.leaf(plan, value, parent)
      return value.then(
        (later) => this.leaf(plan, later, parent),
        (error: unknown) => this.fail(error, plan, parent),
      )
    } catch (error) {
      return this.fail(error, plan, parent)
    }
  }

  private resolve(plan: FieldPlan, source: unknown, parent: Path | undefined): unknown {
    const { resolve, field } = plan
    if (field === TypeNameMetaFieldDef) return plan.parentType.name
    if (resolve) return resolve(source, this.argumentsOf(plan), this.context, new FieldInfo(this, plan, parent))
    if ((typeof source !== 'object' && typeof source !== 'function') || source === null) return undefined
    const property = (source as Record<string, unknown>)[field.name]
    if (typeof property !== 'function') return property
    return property.call(source, this.argumentsOf(plan), this.context, new FieldInfo(this, plan, parent)) as unknown
  }

  private argumentsOf(plan: FieldPlan): Readonly<Record<string, unknown>> {
    if (plan.arguments === 'none') return noArguments
    if (plan.arguments === 'constant') {
      return (plan.known.args ??= getArgumentValues(plan.field, plan.nodes[0], this.variables))
    }
    const known = this.args.get(plan)
    if (known) return known
    const args = getArgumentValues(plan.field, plan.nodes[0], this.variables)
    this.args.set(plan, args)
    return args
  }

  /** Completes a field whose named type is a scalar or an enum. */
  private leaf(plan: FieldPlan, value: unknown, parent: Path | undefined): unknown {
    try {
      if (typeof value === 'string') this.check(this.budget.addText(value.length))
      else if (Array.isArray(value)) this.countParts(value)
      const { shape } = plan
      // A list needs its place, for the errors of its elements.
      const path = shape.kind === 'list' ? pathOf(plan, parent) : parent
      const completed = this.complete(plan, shape, value, path as Path)
      return isThenable(completed)
        ? completed.then(undefined, (error: unknown) => this.fail(error, plan, parent))
        : completed
    } catch (error) {
      return this.fail(error, plan, parent)
    }
  }

  private countParts(values: readonly unknown[]): void {
    for (const value of values) this.check(this.budget.add(typeof value === 'string' ? value.length : 0))
  }

  /**
   * Completes a field whose value has subfields. Before these, it may have to let other requests run. A list that is still
   * pending is looked at again when it arrives: many may have been requested before the first value was counted. Long ones
   * always wait for their turn, because many may arrive together.
   */
  private composite(plan: FieldPlan, value: unknown, parent: Path | undefined): unknown {
    const path = pathOf(plan, parent)
    if (!isThenable(value)) {
      const isDue = typeof value === 'object' && value !== null && this.budget.turns.isDue()
      return isDue ? this.completeInTurn(plan, value, path, parent) : this.completeNow(plan, value, path, parent)
    }
    const isList = plan.shape.kind === 'list'
    const isDue = !isList && this.budget.turns.isDue()
    return value.then(
      (later) =>
        isDue || (isList && (this.budget.turns.isDue() || (Array.isArray(later) && later.length > longList)))
          ? this.completeInTurn(plan, later, path, parent)
          : this.completeNow(plan, later, path, parent),
      (error: unknown) => this.fail(error, plan, parent, path),
    )
  }

  private completeNow(plan: FieldPlan, value: unknown, path: Path, parent: Path | undefined): unknown {
    try {
      const completed = this.complete(plan, plan.shape, value, path)
      return isThenable(completed)
        ? completed.then(undefined, (error: unknown) => this.fail(error, plan, parent, path))
        : completed
    } catch (error) {
      return this.fail(error, plan, parent, path)
    }
  }

  private async completeInTurn(plan: FieldPlan, value: unknown, path: Path, parent: Path | undefined) {
    await this.budget.turns.wait()
    // The answer may have become too large in the meantime.
    this.check(this.budget.addText(0))
    return this.completeNow(plan, value, path, parent)
  }

  /** @param path the place of the value; of a leaf that is no list, only its errors need one, and get it from the caller */
  private complete(plan: FieldPlan, shape: Shape, value: unknown, path: Path): unknown {
    if (value instanceof Error) throw value
    if (value === null || value === undefined) return shape.isNonNull ? throwNull(plan) : null
    switch (shape.kind) {
      case 'leaf':
        return serialize(shape.leaf, value)
      case 'list':
        return this.list(plan, shape.item, value, path)
      case 'object':
        return this.objectOf(plan, shape.object, value, path)
      case 'abstract': {
        const { abstract } = shape
        const info = new FieldInfo(this, plan, path.prev)
        const resolveType = abstract.resolveType ?? defaultTypeResolver
        const name = resolveType(value, this.context, info, abstract)
        return isThenable(name)
          ? name.then((later) => this.objectOf(plan, this.concrete(plan, abstract, later), value, path))
          : this.objectOf(plan, this.concrete(plan, abstract, name), value, path)
      }
    }
  }

  private objectOf(plan: FieldPlan, type: GraphQLObjectType, value: unknown, path: Path): unknown {
    if (!type.isTypeOf) {
      const subplan = subplanOf(plan, type, this)
      const rows = this.rows?.get(plan.top)?.of(type, subplan, this)
      return rows ? this.row(rows, subplan, value, path) : this.object(subplan, value, path)
    }
    const isOf = type.isTypeOf(value, this.context, new FieldInfo(this, plan, path.prev))
    const go = (is: boolean) => {
      if (is) return this.object(subplanOf(plan, type, this), value, path)
      throw new GraphQLError(`Expected value of type "${type.name}" but got another.`, { nodes: plan.nodes })
    }
    return isThenable(isOf) ? isOf.then(go) : go(isOf)
  }

  /** A row that is kept, or made and possibly kept. */
  private row(rows: SelectedRows, plan: ObjectPlan, value: unknown, path: Path): JsonFragment | Promise<JsonFragment> {
    const known = rows.find(value)
    if (known) {
      this.check(this.budget.addAll(known.values, known.text.length))
      return known
    }
    const data = this.object(plan, value, path)
    return isThenable(data) ? data.then((later) => rows.add(value, later)) : rows.add(value, data)
  }

  private concrete(plan: FieldPlan, abstract: GraphQLAbstractType, name: string | undefined): GraphQLObjectType {
    const type = typeof name === 'string' ? this.schema.getType(name) : undefined
    if (isObjectType(type) && this.schema.isSubType(abstract, type)) return type
    const message = `Abstract type "${abstract.name}" must resolve to one of its types for field "${fieldName(plan)}".`
    throw new GraphQLError(message, { nodes: plan.nodes })
  }

  private list(plan: FieldPlan, item: Shape, values: unknown, path: Path): unknown {
    if (!isIterable(values)) {
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${fieldName(plan)}".`)
    }
    const completed: unknown[] = []
    let hasPending = false
    for (const value of values) {
      const place: Path = { prev: path, key: completed.length, typename: undefined }
      let done: unknown
      try {
        done = this.element(plan, item, value, place)
      } catch (error) {
        for (const other of completed) if (isThenable(other)) other.catch(() => undefined)
        throw error
      }
      hasPending ||= isThenable(done)
      completed.push(done)
    }
    return hasPending ? Promise.all(completed) : completed
  }

  private element(plan: FieldPlan, shape: Shape, value: unknown, place: Path): unknown {
    try {
      const completed = isThenable(value)
        ? value.then((later) => this.complete(plan, shape, later, place))
        : this.complete(plan, shape, value, place)
      return isThenable(completed)
        ? completed.then(undefined, (error: unknown) => this.failAt(error, plan, shape, place))
        : completed
    } catch (error) {
      return this.failAt(error, plan, shape, place)
    }
  }

  private fail(error: unknown, plan: FieldPlan, parent: Path | undefined, path = pathOf(plan, parent)): null {
    return this.failAt(error, plan, plan.shape, path)
  }

  /** Null with an error beside it. @throws the error, if the value may not be null */
  private failAt(raw: unknown, plan: FieldPlan, { isNonNull }: Shape, path: Path): null {
    if (raw !== null && raw === this.stop) throw raw
    const error = locatedError(raw, plan.nodes, responsePathAsArray(path))
    if (isNonNull) throw error
    this.errors.add(error, path)
    return null
  }

  private check(stop: GraphQLError | null): void {
    if (!stop) return
    this.stop = stop
    throw stop
  }
}

const emptyObject = ({ template }: ObjectPlan): Data => (template ? { ...template } : (Object.create(null) as Data))

const pathOf = (plan: FieldPlan, prev: Path | undefined): Path => ({
  prev,
  key: plan.key,
  typename: plan.parentType.name,
})

const fieldName = ({ parentType, field }: FieldPlan) => `${parentType.name}.${field.name}`

function throwNull(plan: FieldPlan): never {
  throw new Error(`Cannot return null for non-nullable field ${fieldName(plan)}.`)
}

function serialize(type: { serialize(value: unknown): unknown; toString(): string }, value: unknown): unknown {
  const serialized = type.serialize(value)
  if (serialized !== null && serialized !== undefined) return serialized
  throw new Error(`Expected \`${String(type)}.serialize()\` to return non-nullable value, returned: ${serialized}`)
}

/** Throws once the promises are fulfilled, or one is rejected. */
function rethrowAfter(pending: readonly Promise<unknown>[], error: unknown): Promise<never> {
  if (pending.length === 0) throw error
  const rethrow = () => {
    throw error
  }
  return Promise.all(pending).then(rethrow, rethrow)
}

const isThenable = (value: unknown): value is Promise<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as Promise<unknown>).then === 'function'

const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as Iterable<unknown>)[Symbol.iterator] === 'function'
