import { TypeNameMetaFieldDef } from 'graphql'
import { LRUCache } from 'lru-cache'
import type { AnswerBudget } from '../../limits/answer-budget.ts'
import { recordHit, runUnread } from '../../telemetry/vendor-calls.ts'
import type { GraphContext } from '../context.ts'
import type { TrackedState } from '../response-cache/operation-dependencies.ts'
import { countRows } from './count-rows.ts'
import { JsonFragment } from './json-fragment.ts'
import { createKeptRows, type OperationRows, type RowTypes } from './kept-rows.ts'
import type { FieldPlan, Variables } from './plan.ts'

/** Tells which root fields may be kept, and for how long. */
export interface KeepRule extends TrackedState {
  /** The root fields whose values may be used again, for callers of the same role. */
  readonly fields: ReadonlySet<string>
  /** Types of records under them that are the same wherever they appear. */
  readonly rowTypes: RowTypes
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
  /**
   * Root fields that are made of what they read of caches and replicas, which is told, and of the day. One that reads anything
   * else must not be here: its responses would be wrong.
   */
  readonly readFields: ReadonlySet<string>
  /** When the day ends, in epoch milliseconds. */
  readonly endOfDay: () => number
  /** Whether whole root fields are kept too, and not only the rows of lists. */
  readonly keepsFields: boolean
}

/** A completed value of a root field, which nothing changes. */
interface Kept {
  readonly basis: object
  readonly until: number
  readonly fragment: JsonFragment
}

/** All values that are kept, in characters of their JSON. */
const keptLength = 8 * 2 ** 20

/** Longer ones would push out many. */
const longest = 2 ** 19

/** All rows that are kept, in characters of their JSON. */
const keptRowLength = 16 * 2 ** 20

/** What is kept of root fields, and is used for as long as it would be made the same again. */
export interface KeptFields {
  /**
   * Completes a root field, or takes the value that is kept. Of many that ask for the same at once, one completes it.
   *
   * @param complete makes the value, of rows that are kept where there are some
   * @param isWhole whether the value was made without an error
   * @throws GraphQLError once the answer is too large; what `complete` throws
   */
  complete(question: Question, complete: Complete, isWhole: () => boolean): unknown
}

type Complete = (rows: OperationRows | null) => unknown

export interface Question {
  readonly plan: FieldPlan
  readonly variables: Variables
  /** Null: the field is going to refuse them. */
  readonly args: Readonly<Record<string, unknown>> | null
  readonly context: GraphContext
  readonly budget: AnswerBudget
}

export function createKeptFields(policy: KeepPolicy): KeptFields {
  const { rules, trackedFields, readFields, endOfDay, keepsFields } = policy
  const ruleOf = new Map(rules.flatMap((rule) => [...rule.fields].map((field) => [field, rule])))
  const kept = createKeptValues()
  const keptRows = new Map(
    rules.map((rule) => [rule, createKeptRows({ types: rule.rowTypes, clock: rule.clock, maxLength: keptRowLength })]),
  )
  /** What is being made now. */
  const underWay = new Map<string, Promise<void>>()
  const keyOf = createQuestionKeys()

  async function completeKept(
    rule: KeepRule,
    question: Question,
    complete: Complete,
    isWhole: () => boolean,
  ): Promise<unknown> {
    const { context } = question
    const basis = await rule.basisOf(context)
    if (!basis) {
      context.dependencies?.addUntracked()
      return complete(null)
    }
    const rows = keptRows.get(rule)?.of(basis, context.principal.role ?? '') ?? null
    if (!keepsFields) {
      const value = await complete(rows)
      const until = isWhole() ? await holdsUntil(rule, context, basis) : null
      if (until !== null) rows?.keep(until)
      return value
    }
    const key = keyOf(question)
    // Waits for one that is under way only: of those that come at the same moment, the first has to have begun before the next looks.
    const others = kept.find(key, rule, basis) ? null : underWay.get(key)
    if (others) await others
    const known = kept.find(key, rule, basis)
    if (known) return useKept(question, rule, known)
    rule.onMade()
    const making = Promise.withResolvers<void>()
    underWay.set(key, making.promise)
    try {
      const value = await complete(rows)
      const freshUntil = isWhole() ? await holdsUntil(rule, context, basis) : null
      if (freshUntil === null) {
        context.dependencies?.addUntracked()
        return value
      }
      rows?.keep(freshUntil)
      const until = Math.min(freshUntil, rows?.until ?? Infinity)
      const fragment = JsonFragment.of(value, countRows({ value }))
      kept.set(key, { basis, until, fragment })
      context.dependencies?.addState(rule, basis, until)
      return fragment
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
        // What it depends on is in the basis.
        return runUnread(() => completeKept(rule, question, complete, isWhole))
      }
      const { name } = plan.field
      if (readFields.has(name)) context.dependencies?.holdUntil(endOfDay())
      else if (!trackedFields.has(name) && plan.field !== TypeNameMetaFieldDef) context.dependencies?.addUntracked()
      return complete(null)
    },
  }
}

/** Until when a value is the same for the same basis; null if that is not so, or the basis has changed meanwhile. */
async function holdsUntil(rule: KeepRule, context: GraphContext, basis: object): Promise<number | null> {
  const until = rule.unchangedUntil(context)
  // Midnight may have passed too.
  return until === null || (await rule.basisOf(context)) !== basis ? null : until
}

/** @throws GraphQLError once the answer is too large */
function useKept({ context, budget }: Question, rule: KeepRule, { basis, until, fragment }: Kept): JsonFragment {
  const stop = budget.addAll(fragment.values, fragment.text.length)
  if (stop) throw stop
  recordHit()
  rule.onReused(1)
  context.dependencies?.addState(rule, basis, until)
  return fragment
}

function createKeptValues() {
  const values = new LRUCache<string, Kept>({
    maxSize: keptLength,
    maxEntrySize: longest,
    sizeCalculation: ({ fragment }) => fragment.text.length + 1,
  })
  return {
    /** A value that would be made the same again; null if there is none. */
    find(key: string, rule: KeepRule, basis: object): Kept | null {
      const known = values.get(key)
      return known && known.basis === basis && rule.clock() < known.until ? known : null
    },
    set: (key: string, value: Kept) => void values.set(key, value),
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
