import { GraphQLError } from 'graphql'
import type { Limits } from './limits.ts'
import { createLoopTurns, type LoopTurns } from './loop-turns.ts'
import { inWords, QueryTooExpensiveError } from './query-too-expensive-error.ts'

/** Tracks the size of a response during execution. */
export interface AnswerBudget {
  /**
   * Counts a field, with the length of its name and of a text value.
   *
   * @returns the error to reject the field with, once the response exceeds a limit; otherwise null
   */
  add(units: number): GraphQLError | null
  /** Like `add`, for a part of the response that was made before, with all its values. */
  addAll(values: number, units: number): GraphQLError | null
  /** Like `add`, for a value that was still pending when its field was counted. */
  addText(units: number): GraphQLError | null
  /** Lets others run during a large response. */
  readonly turns: LoopTurns
  /** Resolves at once, or when it is this operation's turn, after which so much may be done, in the time of values. */
  work(values: number): Promise<void>
  /** The exceeded limit; null if there is none. */
  excess(): QueryTooExpensiveError | null
  /** Resolves as soon as a limit is exceeded. */
  readonly spent: Promise<QueryTooExpensiveError>
}

/** What every operation may do before it counts as long: more than a page of a hundred rows with all its details. */
const valuesAtOnce = 5_000

/** The step of a long operation: some milliseconds. */
const valuesPerStep = 1_000

/** Overhead of a value beyond its name and text: quotes, colon, comma. */
const punctuation = 4

/**
 * Counts the fields and texts of one response, so that a document that returns far more than it appears to (lists of
 * unpredictable length) is aborted soon after it exceeds a limit rather than once it is all in memory.
 *
 * Creates the error only once: by it the execution knows that all of the answer is given up, which lets the operation
 * end without a stack trace per field.
 *
 * @param nextStep resolves when the next step of a long operation may run
 */
export function createAnswerBudget(
  { answerValues, answerBytes }: Pick<Limits, 'answerValues' | 'answerBytes'>,
  nextStep: () => Promise<void>,
): AnswerBudget {
  let values = 0
  let worked = 0
  let bytes = 0
  let stop: GraphQLError | null = null
  let excess: QueryTooExpensiveError | null = null
  const { promise: spent, resolve } = Promise.withResolvers<QueryTooExpensiveError>()

  const turns = createLoopTurns({
    count: () => values + worked,
    first: valuesAtOnce,
    every: valuesPerStep,
    nextStep,
  })

  function check(): GraphQLError | null {
    if (stop) return stop
    if (values > answerValues) excess = tooManyValues(values, answerValues)
    else if (bytes > answerBytes) excess = answerTooLarge(bytes, answerBytes)
    if (!excess) return null
    stop = new GraphQLError(excess.message, { path: [], originalError: excess })
    resolve(excess)
    return stop
  }

  return {
    add(units) {
      if (stop) return stop
      values += 1
      bytes += units + punctuation
      return check()
    },
    addAll(added, units) {
      if (stop) return stop
      values += added
      bytes += units
      return check()
    },
    addText(units) {
      if (stop) return stop
      bytes += units
      return check()
    },
    turns,
    async work(amount) {
      worked += amount
      if (turns.isDue()) await turns.wait()
    },
    excess: () => excess,
    spent,
  }
}

function tooManyValues(asked: number, limit: number): QueryTooExpensiveError {
  return new QueryTooExpensiveError(
    { measure: 'answerValues', asked, limit },
    `The answer has more than ${inWords(limit)} values, so it was given up. Ask for fewer rows or fields, or in several operations.`,
  )
}

/** The response is too large, whether detected during execution or after serialization. */
export function answerTooLarge(asked: number, limit: number): QueryTooExpensiveError {
  return new QueryTooExpensiveError(
    { measure: 'answerBytes', asked, limit },
    `The answer is larger than ${inWords(limit)} bytes, so it was given up. Ask for fewer rows or fields, or in several operations.`,
  )
}
