import { ask, type Answer } from './ask.ts'
import { dataOf, firstDifference } from './check-answers.ts'
import { names, type Target } from './targets.ts'
import type { Workload } from './workloads.ts'

/** The bytes that the gateway answers a body with, by who asks; null: for everyone. */
export interface Expected {
  readonly body: string
  readonly authorization: string | null
  readonly answer: string
}

/** What the gateway answers: the measure of all others. */
export async function readExpected(gateway: Target, workload: Workload, people: readonly string[]) {
  const expected: Expected[] = []
  for (const body of workload.bodies) {
    for (const authorization of workload.isPersonal ? people : people.slice(0, 1)) {
      const answer = await ask(gateway.server.url, authorization, body)
      dataOf(answer)
      expected.push({ body, authorization: workload.isPersonal ? authorization : null, answer: answer.text })
    }
  }
  return expected
}

/** Gives the bare server the bytes that it sends. */
export async function teachBareServer(targets: readonly Target[], expected: readonly Expected[]): Promise<void> {
  const bare = targets.find(({ name }) => name === names.bare)
  for (const each of expected) await bare?.server.tell(each)
}

/** @throws Error with the first difference between an answer of the server and the gateway's */
export async function checkAnswers(target: Target, expected: readonly Expected[], people: readonly string[]) {
  for (const { body, authorization, answer } of expected) {
    const actual = await ask(target.server.url, authorization ?? people[0] ?? '', target.translate(body))
    const difference = differenceOf(answer, actual)
    if (difference === null) continue
    throw new Error(`${target.name} answers differently: ${difference}\n    asked: ${body.slice(0, 500)}`)
  }
}

function differenceOf(expected: string, actual: Answer): string | null {
  try {
    return firstDifference(dataOf({ status: 200, text: expected }), dataOf(actual))
  } catch (error) {
    return (error as Error).message
  }
}
