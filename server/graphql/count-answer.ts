import {
  defaultFieldResolver,
  getNamedType,
  isLeafType,
  isObjectType,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql'
import type { AnswerBudget } from '../limits/answer-budget.ts'
import type { GraphContext } from './context.ts'

type FieldResolver = GraphQLFieldResolver<unknown, GraphContext>

/** The budgets of the operations that are being executed, by their context. */
const budgets = new WeakMap<GraphContext, AnswerBudget>()

/** From now on the fields of this operation are counted. */
export function countAnswer(context: GraphContext, budget: AnswerBudget): void {
  budgets.set(context, budget)
}

/** Makes every field of the schema that has a resolver count itself; `countedFieldResolver` is for the others. */
export function countFields(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) {
      if (field.resolve) field.resolve = counted(field.resolve as FieldResolver)
    }
  }
}

/** For `execute`: what resolves a field that has no resolver. */
export const countedFieldResolver: FieldResolver = counted(defaultFieldResolver as FieldResolver)

function counted(resolve: FieldResolver): FieldResolver {
  return (source, args, context, info) => {
    const budget = budgets.get(context)
    if (!budget) return resolve(source, args, context, info)
    // Before the resolver: once the answer is too large, nothing more is worked out for it.
    budget.add(String(info.path.key).length)
    const value = resolve(source, args, context, info)
    if (typeof value === 'string') budget.addText(value.length)
    if (typeof value !== 'object' || value === null) return value
    if (!isLeafType(getNamedType(info.returnType))) return inTurn(budget, value)
    // Only where text may come: one more turn would put off what waits for an object.
    return isThenable(value) ? value.then((later) => count(budget, later)) : count(budget, value)
  }
}

/** What an object or a list has below it may wait until others have had their turn. */
function inTurn(budget: AnswerBudget, value: object): unknown {
  const { turns } = budget
  if (!turns.isDue()) return value
  return isThenable(value)
    ? value.then(async (later) => {
        await turns.wait()
        return later
      })
    : turns.wait().then(() => value)
}

function count<T>(budget: AnswerBudget, value: T): T {
  if (typeof value === 'string') budget.addText(value.length)
  else if (Array.isArray(value))
    for (const element of value) budget.add(typeof element === 'string' ? element.length : 0)
  return value
}

const isThenable = (value: object): value is Promise<unknown> => typeof (value as Promise<unknown>).then === 'function'
