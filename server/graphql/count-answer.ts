import {
  defaultFieldResolver,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  isObjectType,
  TypeNameMetaFieldDef,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql'
import type { AnswerBudget } from '../limits/answer-budget.ts'
import type { GraphContext } from './context.ts'

type FieldResolver = GraphQLFieldResolver<unknown, GraphContext>

/** Budgets of the executing operations, by their context. */
const budgets = new WeakMap<GraphContext, AnswerBudget>()

/** Starts counting the fields of this operation. */
export function countAnswer(context: GraphContext, budget: AnswerBudget): void {
  budgets.set(context, budget)
}

/**
 * `__typename` belongs to no schema: its resolver is graphql-js's own, one for all of them. What no budget is kept for is
 * not counted, so other users of the library in this process see no difference.
 */
if (TypeNameMetaFieldDef.resolve) {
  TypeNameMetaFieldDef.resolve = counted(
    TypeNameMetaFieldDef.resolve as FieldResolver,
  ) as typeof TypeNameMetaFieldDef.resolve
}

/** Makes every field with a resolver count itself; `countedFieldResolver` covers the others. */
export function countFields(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) {
      if (field.resolve) field.resolve = counted(field.resolve as FieldResolver)
    }
  }
}

/** For `execute`: resolves fields without a resolver. */
export const countedFieldResolver: FieldResolver = counted(defaultFieldResolver as FieldResolver)

/**
 * Errors become rejections and are never thrown synchronously: in the middle of a list, graphql-js drops the rows
 * before it, and a rejection of one of those would be unhandled, which crashes the process.
 */
function counted(resolve: FieldResolver): FieldResolver {
  return (source, args, context, info) => {
    const budget = budgets.get(context)
    if (!budget) return resolve(source, args, context, info)
    try {
      // Before the resolver: once the response is too large, do no more work for it.
      const stop = budget.add(String(info.path.key).length)
      if (stop) return Promise.reject(stop)
      const value = resolve(source, args, context, info)
      if (typeof value === 'string') return reject(budget.addText(value.length)) ?? value
      if (typeof value !== 'object' || value === null) return value
      if (!isLeafType(getNamedType(info.returnType))) return inTurn(budget, value, info.returnType)
      // Only for possible text: an extra microtask would delay fields waiting for an object.
      return isThenable(value)
        ? value.then((later) => count(budget, later))
        : (reject(countParts(budget, value)) ?? value)
    } catch (error) {
      return Promise.reject(error)
    }
  }
}

const reject = (stop: GraphQLError | null) => (stop ? Promise.reject(stop) : null)

/** Lists longer than a page are resolved one after the other. */
const longList = 100

/**
 * Objects and lists may have to yield to other requests before their subfields are resolved. A list that is still
 * pending is looked at again when it arrives: many may have been requested before the first value was counted. Long
 * ones always wait for their turn, because many may arrive together.
 */
function inTurn(budget: AnswerBudget, value: object, type: GraphQLOutputType): unknown {
  if (isThenable(value) && isListType(getNullableType(type))) {
    return value.then((list) =>
      budget.turns.isDue() || (Array.isArray(list) && list.length > longList) ? afterTurn(budget, list) : list,
    )
  }
  if (!budget.turns.isDue()) return value
  return isThenable(value) ? value.then((later) => afterTurn(budget, later)) : afterTurn(budget, value)
}

async function afterTurn<T>(budget: AnswerBudget, value: T): Promise<T> {
  await budget.turns.wait()
  const stop = budget.addText(0)
  if (stop) throw stop
  return value
}

function count<T>(budget: AnswerBudget, value: T): T {
  const stop = typeof value === 'string' ? budget.addText(value.length) : countParts(budget, value)
  if (stop) throw stop
  return value
}

function countParts(budget: AnswerBudget, value: unknown): GraphQLError | null {
  if (!Array.isArray(value)) return null
  let stop: GraphQLError | null = null
  for (const element of value) stop = budget.add(typeof element === 'string' ? element.length : 0)
  return stop
}

const isThenable = (value: object): value is Promise<unknown> => typeof (value as Promise<unknown>).then === 'function'
