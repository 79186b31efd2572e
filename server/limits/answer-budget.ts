import { GraphQLError } from 'graphql'
import type { Limits } from './limits.ts'
import { createLoopTurns, type LoopTurns } from './loop-turns.ts'
import { inWords, QueryTooExpensiveError } from './query-too-expensive-error.ts'

/** How large an answer has become while it is made. */
export interface AnswerBudget {
  /**
   * Counts a field, with the length of its name and of its value when that is a text.
   *
   * @returns what the field must be rejected with, once the answer is larger than allowed; null while it is not
   */
  add(units: number): GraphQLError | null
  /** As `add`, for a value that was not there yet when its field was counted. */
  addText(units: number): GraphQLError | null
  /** Lets the event loop turn while a large answer is made. */
  readonly turns: LoopTurns
  /** Why the answer is larger than allowed; null while it is not. */
  excess(): QueryTooExpensiveError | null
  /** Fulfilled as soon as it is larger than allowed. */
  readonly spent: Promise<QueryTooExpensiveError>
}

/** Values made in one go: some ten milliseconds, and more than a page of a hundred rows with all that it shows. */
const valuesPerTurn = 5_000

/** What a value costs beyond its name and its text: quotes, colon, comma. */
const punctuation = 4

/**
 * Counts the fields and the texts of one answer, so that a document that gives far more than it looks like (lists whose
 * length nothing tells beforehand) ends soon after it has passed a limit, and not once all of it is in memory.
 *
 * A field's error is made only once: graphql-js leaves an error that has a path as it is, which makes what is left of
 * the operation end without a stack trace for each field.
 */
export function createAnswerBudget({
  answerValues,
  answerBytes,
}: Pick<Limits, 'answerValues' | 'answerBytes'>): AnswerBudget {
  let values = 0
  let bytes = 0
  let stop: GraphQLError | null = null
  let excess: QueryTooExpensiveError | null = null
  const { promise: spent, resolve } = Promise.withResolvers<QueryTooExpensiveError>()

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
    addText(units) {
      if (stop) return stop
      bytes += units
      return check()
    },
    turns: createLoopTurns(() => values, valuesPerTurn),
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

/** The answer is larger than allowed, whether that was seen while it was made or once it was written out. */
export function answerTooLarge(asked: number, limit: number): QueryTooExpensiveError {
  return new QueryTooExpensiveError(
    { measure: 'answerBytes', asked, limit },
    `The answer is larger than ${inWords(limit)} bytes, so it was given up. Ask for fewer rows or fields, or in several operations.`,
  )
}
