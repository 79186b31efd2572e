import { ageOf, cacheHintOf } from './age.ts'
import { contentOf } from './content.ts'
import type { AnyToolDefinition } from './define-tool.ts'
import { failureOfGraph, failureOutcome, notKept } from './failure.ts'
import { resultOf, type Asked } from './result.ts'
import type { GraphAnswer, Outcome } from './tool.ts'

/** The outcome of a call, from the graph's answer. */
export function outcomeOf(definition: AnyToolDefinition, { data, errors = [] }: GraphAnswer, asked: Asked): Outcome {
  const { roots, missing, fault, annotations } = definition
  const [first] = errors
  if (!data) return first ? failureOfGraph(first) : notFound(missing)
  const wrong = fault?.(data)
  if (wrong) return failureOutcome(wrong)
  if (roots.every((path) => contentOf(data, { path }) === null)) {
    return first ? failureOfGraph(first) : notFound(missing)
  }
  const { now } = asked.facts
  const age = ageOf(data, now)
  const isChange = annotations?.readOnlyHint === false
  return {
    result: resultOf(definition, { data, errors, age }, asked),
    cache: isChange ? notKept : cacheHintOf(age, now),
  }
}

const notFound = (message: string) => failureOutcome({ code: 'NOT_FOUND', message })
