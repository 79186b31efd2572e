import { TypeNameMetaFieldDef } from 'graphql'
import { LRUCache } from 'lru-cache'
import type { AnswerBudget } from '../../limits/answer-budget.ts'
import { recordHit } from '../../telemetry/vendor-calls.ts'
import type { GraphContext } from '../context.ts'
import type { TrackedState } from '../response-cache/operation-dependencies.ts'
import type { FieldPlan, Variables } from './plan.ts'

/** Tells which root fields may be kept, and for how long. */
export interface KeepRule extends TrackedState {
  /** The root fields whose values may be used again, for callers of the same role. */
  readonly fields: ReadonlySet<string>
  /** Whether this caller may see them at all: for others nothing is read, not even to see whether it has changed. */
  isFor(context: GraphContext): boolean
  /**
   * What values are made from now, for this request: the same object for as long as all of it is the same; null: nothing may
   * be kept, and nothing that was kept may be used.
   */
  basisOf(context: GraphContext): Promise<object | null>
  /** Until when what the request has read so far is as it was, in epoch milliseconds; null: it read something beside the basis. */
  unchangedUntil(context: GraphContext): number | null
  /** Whether a value depends on more than its basis, such as on the time of day. */
  dependsOnMoment(args: Readonly<Record<string, unknown>>): boolean
  readonly clock: () => number
  /** Told of each value that could be kept and has to be made. */
  onMade(): void
}

/** Which root fields of queries may be kept, or stored with the whole answer. */
export interface KeepPolicy {
  readonly rules: readonly KeepRule[]
  /** Root fields whose resolvers add all that they depend on to the operation's dependencies. */
  readonly trackedFields: ReadonlySet<string>
}

/** A completed value of a root field, which nothing changes. */
interface Kept {
  readonly basis: object
  readonly until: number
  readonly value: unknown
  /** What it counts for the budget of an answer. */
  readonly values: number
  readonly bytes: number
}

/** All values that are kept, in letters of their JSON: in memory, each takes several times as much. */
const keptBytes = 8 * 2 ** 20

/** Larger ones would push out many. */
const largestBytes = 2 ** 19

/** What is kept of root fields, and is used for as long as it would be made the same again. */
export interface KeptFields {
  /**
   * Completes a root field, or takes the value that is kept. Of many that ask for the same at once, one completes it.
   *
   * @param complete makes the value
   * @param isWhole whether the value was made without an error
   * @throws GraphQLError once the answer is too large; what `complete` throws
   */
  complete(question: Question, complete: () => unknown, isWhole: () => boolean): unknown
}

export interface Question {
  readonly plan: FieldPlan
  readonly variables: Variables
  /** Null: the field is going to refuse them. */
  readonly args: Readonly<Record<string, unknown>> | null
  readonly context: GraphContext
  readonly budget: AnswerBudget
}

export function createKeptFields({ rules, trackedFields }: KeepPolicy): KeptFields {
  const ruleOf = new Map(rules.flatMap((rule) => [...rule.fields].map((field) => [field, rule])))
  const kept = new LRUCache<string, Kept>({
    maxSize: keptBytes,
    maxEntrySize: largestBytes,
    sizeCalculation: ({ bytes }) => bytes + 1,
  })
  /** What is being made now. */
  const underWay = new Map<string, Promise<void>>()
  const keyOf = createQuestionKeys()

  function find(key: string, rule: KeepRule, basis: object): Kept | null {
    const known = kept.get(key)
    return known && known.basis === basis && rule.clock() < known.until ? known : null
  }

  function use({ context, budget }: Question, rule: KeepRule, known: Kept): unknown {
    const stop = budget.addAll(known.values, known.bytes)
    if (stop) throw stop
    recordHit()
    rule.onReused(1)
    context.dependencies?.addState(rule, known.basis, known.until)
    return known.value
  }

  async function completeKept(
    rule: KeepRule,
    question: Question,
    complete: () => unknown,
    isWhole: () => boolean,
  ): Promise<unknown> {
    const { context } = question
    const basis = await rule.basisOf(context)
    if (!basis) {
      context.dependencies?.addUntracked()
      return complete()
    }
    const key = keyOf(question)
    const known = find(key, rule, basis) ?? (await underWay.get(key), find(key, rule, basis))
    if (known) return use(question, rule, known)
    rule.onMade()
    const making = Promise.withResolvers<void>()
    underWay.set(key, making.promise)
    try {
      const value = await complete()
      const until = rule.unchangedUntil(context)
      // Midnight may have passed meanwhile.
      if (until !== null && isWhole() && (await rule.basisOf(context)) === basis) {
        kept.set(key, { basis, until, value, ...measure(value) })
        context.dependencies?.addState(rule, basis, until)
      } else context.dependencies?.addUntracked()
      return value
    } finally {
      if (underWay.get(key) === making.promise) underWay.delete(key)
      making.resolve()
    }
  }

  return {
    complete(question, complete, isWhole) {
      const { plan, args, context } = question
      const rule = ruleOf.get(plan.field.name)
      if (rule && args && rule.isFor(context) && !rule.dependsOnMoment(args)) {
        return completeKept(rule, question, complete, isWhole)
      }
      if (!trackedFields.has(plan.field.name) && plan.field !== TypeNameMetaFieldDef)
        context.dependencies?.addUntracked()
      return complete()
    },
  }
}

/** Gives questions their keys: the same for what has the same answer. */
function createQuestionKeys(): (question: Question) => string {
  // Plans are different for each document and each set of its conditions.
  const names = new WeakMap<FieldPlan, number>()
  let plans = 0

  return ({ plan, args, variables, context }) => {
    const name = names.get(plan) ?? plans++
    names.set(plan, name)
    // Fields below have arguments too. Each role sees what it may: with the field itself, everything under it.
    return JSON.stringify([name, context.principal.role, args, variables])
  }
}

/** How many values there are, and the length of their JSON. */
function measure(value: unknown): Pick<Kept, 'values' | 'bytes'> {
  let values = 0
  const bytes = JSON.stringify(value, (_, part: unknown) => {
    values += 1
    return part
  }).length
  return { values, bytes }
}
