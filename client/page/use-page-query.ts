import type { OperationVariables, TypedDocumentNode } from '@apollo/client'
import { skipToken, useQuery } from '@apollo/client/react'
import { answerOf } from '../graphql/answer.ts'
import type { Problem } from '../graphql/problems.ts'
import { type Outdated, outdatedOf } from './outdated.ts'
import { useStableVariables } from './use-stable-variables.ts'
import { useStop } from './use-stop.ts'

/** How far a page has loaded, for `Page`. */
export interface PageLoad {
  /** Whether there is something to show: the answer, or a previous one. */
  readonly hasAnswer: boolean
  /** Whether the operation was answered with an error, in whole or in part. */
  readonly hasFailed: boolean
  readonly problems: readonly Problem[]
  readonly isLoading: boolean
  /** Why a previous answer is shown; null when it is the current one. */
  readonly outdated: Outdated
  /** Whether the request was cancelled. */
  readonly isStopped: boolean
  readonly stop: () => void
  readonly resume: () => void
  readonly retry: () => void
}

/**
 * A page's operation: its data with those of the previous one until it is answered, and how far it has come. It can be
 * cancelled, and is sent again only when its variables have changed.
 */
export function usePageQuery<Data, Variables extends OperationVariables>(
  document: TypedDocumentNode<Data, Variables>,
  given: Variables,
) {
  const variables = useStableVariables(given)
  const { isStopped, stop, resume, context } = useStop(variables)
  const result = useQuery<Data, Variables>(
    document,
    isStopped ? skipToken : { variables, context, errorPolicy: 'all' as const },
  )
  const { data, isPrevious, problems } = answerOf(result)
  const { loading, refetch } = result
  const load: PageLoad = {
    hasAnswer: data !== undefined,
    hasFailed: result.error !== undefined,
    problems,
    isLoading: loading,
    outdated: outdatedOf(isPrevious, loading),
    isStopped,
    stop,
    resume,
    retry: () => void refetch().catch(() => {}),
  }
  return { data, result, variables, refetch, load, context: isStopped ? null : context }
}
