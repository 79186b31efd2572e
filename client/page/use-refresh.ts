import { useMutation } from '@apollo/client/react'
import { useState } from 'react'
import { problemsOf } from '../graphql/problems.ts'
import type { RefreshScope } from '../graphql/types.gen.ts'
import { RefreshDocument } from './refresh.gen.ts'

export interface Refresh {
  readonly run: () => void
  readonly isRunning: boolean
  /** What happened last, for the live region; empty before anything did. */
  readonly message: string
  readonly hasFailed: boolean
}

/** Makes the gateway ask the vendors anew, then asks the gateway. What is shown stays until the answer is there. */
export function useRefresh(scopes: readonly RefreshScope[], refetch: () => Promise<unknown>): Refresh {
  const [mutate] = useMutation(RefreshDocument)
  const [isRunning, setRunning] = useState(false)
  const [outcome, setOutcome] = useState({ message: '', hasFailed: false })

  async function refreshAll(): Promise<void> {
    setRunning(true)
    try {
      const answers = await Promise.all(scopes.map((scope) => mutate({ variables: { scope } })))
      const [userError] = answers.flatMap(({ data }) => data?.refresh.userErrors ?? [])
      await refetch()
      setOutcome(
        userError ? { message: userError.message, hasFailed: true } : { message: 'Refreshed', hasFailed: false },
      )
    } catch (error) {
      const [problem] = problemsOf(error)
      setOutcome({ message: `Not refreshed. ${problem?.title ?? ''}`, hasFailed: true })
    } finally {
      setRunning(false)
    }
  }

  return { run: () => void refreshAll(), isRunning, ...outcome }
}
