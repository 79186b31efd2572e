import { useMutation } from '@apollo/client/react'
import { useState } from 'react'
import { problemsOf } from '../graphql/problems.ts'
import type { RefreshScope } from '../graphql/types.gen.ts'
import { RefreshDocument } from './refresh.gen.ts'

export interface Refresh {
  readonly run: () => void
  readonly isRunning: boolean
  /** The last outcome, for the live region; initially empty. */
  readonly message: string
  readonly hasFailed: boolean
}

/** Makes the gateway refetch from the vendors, then refetches the page. Current data stays until the answer arrives. */
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
