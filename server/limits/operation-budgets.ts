import type { AnswerBudget } from './answer-budget.ts'

/** Budgets of the executing operations, by their context. */
const budgets = new WeakMap<object, AnswerBudget>()

/** @param scope the context of the operation */
export const keepBudget = (scope: object, budget: AnswerBudget) => void budgets.set(scope, budget)

/**
 * To be awaited before something that takes long, such as a look at every ticket: if the operation has done much already,
 * it resolves when it is the operation's turn.
 *
 * @param scope the context of the operation
 * @param values how many values of an answer take as long, about
 */
export const workOf = (scope: object, values: number): Promise<void> | undefined => budgets.get(scope)?.work(values)
