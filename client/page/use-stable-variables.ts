import { useMemo } from 'react'

const keyOf = (variables: object) => JSON.stringify(variables)

/** Whether two operations have equal variables: plain JSON values, from the same code. */
export const areEqual = (one: object, other: object): boolean => keyOf(one) === keyOf(other)

/**
 * The same object for as long as the variables are equal, so that an operation starts anew only when they change.
 *
 * @param variables plain JSON values
 */
export function useStableVariables<Variables extends object>(variables: Variables): Variables {
  const key = keyOf(variables)
  return useMemo(() => JSON.parse(key) as Variables, [key])
}
