import { useMutation } from '@apollo/client/react'
import { useState } from 'react'
import { problemsOf } from '../graphql/problems.ts'
import { RefreshServiceDeskDocument } from './service-desk-page.gen.ts'

export interface Refresh {
  readonly run: () => void
  readonly isRunning: boolean
  /** What happened last, for the live region; empty before anything did. */
  readonly message: string
  readonly hasFailed: boolean
}

/** Makes the gateway ask Autotask anew, then asks the gateway. What is shown stays until the answer is there. */
export function useRefresh(refetch: () => Promise<unknown>): Refresh {
  const [mutate] = useMutation(RefreshServiceDeskDocument)
  const [isRunning, setRunning] = useState(false)
  const [outcome, setOutcome] = useState({ message: '', hasFailed: false })

  async function refreshAll(): Promise<void> {
    setRunning(true)
    try {
      const { data } = await mutate()
      const [userError] = data?.refresh.userErrors ?? []
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
